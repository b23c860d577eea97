#pragma once
#include "child.h"
#include "descriptors.h"
