#pragma once
#include "child.h"
#include "confinement.h"
#include "descriptors.h"
#include "landlock.h"
#include "memory_file.h"
#include "spawner.h"
#include "syscalls.h"
