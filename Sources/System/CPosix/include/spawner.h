#pragma once

/// Runs `work(argument)` on the one thread that starts children, and waits for it. Returns 0 or an errno.
///
/// The thread lives as long as the process: a child that asks to die with its parent dies with the *thread* that
/// started it, and the threads of a pool come and go.
int cposix_run_on_spawner(void (*work)(void *), void *argument);
