#include "spawner.h"
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t callers = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool started;
static void (*current)(void *);
static void *current_argument;

static void *serve(void *unused) {
    pthread_mutex_lock(&guard);
    for (;;) {
        while (!current) pthread_cond_wait(&changed, &guard);
        current(current_argument);
        current = NULL;
        pthread_cond_broadcast(&changed);
    }
    return unused;
}

static int start(void) {
    pthread_t thread;
    sigset_t all, old;
    if (started) return 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int error = pthread_create(&thread, NULL, serve, NULL);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (error) return error;
    pthread_detach(thread);
    started = true;
    return 0;
}

int cposix_run_on_spawner(void (*work)(void *), void *argument) {
    pthread_mutex_lock(&callers);
    int error = start();
    if (!error) {
        pthread_mutex_lock(&guard);
        current = work;
        current_argument = argument;
        pthread_cond_broadcast(&changed);
        while (current) pthread_cond_wait(&changed, &guard);
        pthread_mutex_unlock(&guard);
    }
    pthread_mutex_unlock(&callers);
    return error;
}
