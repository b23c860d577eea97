#pragma once
#include "characters.h"
#include "child.h"
#include "confinement.h"
#include "descriptors.h"
#include "landlock.h"
#include "spawner.h"
#include "syscalls.h"
