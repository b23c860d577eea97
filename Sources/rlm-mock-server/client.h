#pragma once

/// What the yardstick does.
struct load {
    const char *url, *model;
    long calls, concurrency, size;
    int stream;
};

/// Makes the calls with libcurl and nothing else, and prints one JSON object about them; 1 when any failed.
int run_client(const struct load *load);
