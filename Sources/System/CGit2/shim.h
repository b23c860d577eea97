#pragma once
#include <git2.h>
#include <git2/sys/repository.h>

/// Lets repositories open that use these extensions, which change nothing for a reader. Variadic, hence the shim.
static inline int cgit2_support_extensions(const char **names, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

/// Turns the check that a repository belongs to the current user on or off, for the whole process.
static inline int cgit2_set_owner_validation(int enabled) {
    return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/// Forgets where configuration files of this level are looked for, for the whole process.
static inline int cgit2_forget_configuration(git_config_level_t level) {
    return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
}
