#pragma once
#include <term.h>
