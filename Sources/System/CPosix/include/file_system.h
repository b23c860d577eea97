#pragma once

/// True for a path on a file system that is changed by this kernel alone, and not by other machines or programs.
int cposix_is_local(const char *path);
