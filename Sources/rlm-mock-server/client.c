#include "client.h"
#include "bytes.h"
#include "timers.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/// One handle of libcurl's with the call it makes.
struct caller {
    CURL *easy;
    struct bytes body;
    char error[CURL_ERROR_SIZE];
};

static long received;
static struct bytes filler;

static size_t take(char *data, size_t size, size_t count, void *context) {
    (void)data, (void)context;
    received += (long)(size * count);
    return size * count;
}

static void set_body(struct caller *caller, const struct load *load, long number) {
    caller->body.count = 0;
    bytes_format(
        &caller->body,
        "{\"messages\":[{\"content\":\"You are a helpful assistant.\",\"role\":\"system\"},{\"content\":\"%ld ", number);
    bytes_add(&caller->body, filler.data, filler.count);
    bytes_format(
        &caller->body, "\",\"role\":\"user\"}],\"model\":\"%s\",\"stream\":%s}", load->model,
        load->stream ? "true" : "false");
    curl_easy_setopt(caller->easy, CURLOPT_POSTFIELDS, caller->body.data);
    curl_easy_setopt(caller->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)caller->body.count);
}

static void prepare(struct caller *caller, const char *url, struct curl_slist *headers) {
    caller->easy = curl_easy_init();
    curl_easy_setopt(caller->easy, CURLOPT_URL, url);
    curl_easy_setopt(caller->easy, CURLOPT_PROXY, "");
    curl_easy_setopt(caller->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(caller->easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(caller->easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(caller->easy, CURLOPT_PRIVATE, caller);
    curl_easy_setopt(caller->easy, CURLOPT_ERRORBUFFER, caller->error);
}

/// Handles what has ended, and gives each free caller its next call. Returns the number of failures.
static long collect(CURLM *multi, const struct load *load, long *started, long *ended) {
    long failed = 0;
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        if (message->msg != CURLMSG_DONE) continue;
        struct caller *caller;
        long status = 0;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&caller);
        curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
        if (message->data.result != CURLE_OK || status != 200) {
            if (!failed++) fprintf(stderr, "rlm-mock-server: status %ld %s\n", status, caller->error);
        }
        curl_multi_remove_handle(multi, caller->easy);
        ++*ended;
        if (*started < load->calls) {
            set_body(caller, load, (*started)++);
            curl_multi_add_handle(multi, caller->easy);
        }
    }
    return failed;
}

static long run(CURLM *multi, const struct load *load, struct caller *callers) {
    long started = 0, ended = 0, failed = 0;
    while (started < load->calls && started < load->concurrency) {
        set_body(&callers[started], load, started);
        curl_multi_add_handle(multi, callers[started++].easy);
    }
    for (int running; ended < load->calls;) {
        curl_multi_perform(multi, &running);
        failed += collect(multi, load, &started, &ended);
        if (running) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    return failed;
}

int run_client(const struct load *load) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    bytes_reserve(&filler, (size_t)load->size + 1);
    for (long i = 0; i < load->size; i++) filler.data[filler.count++] = "the quick brown fox "[i % 20];
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Expect:");
    struct bytes url = {0};
    bytes_format(&url, "%s/chat/completions", load->url);
    bytes_add(&url, "", 1);
    struct caller *callers = calloc((size_t)load->concurrency, sizeof *callers);
    for (long i = 0; i < load->concurrency; i++) prepare(&callers[i], url.data, headers);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, load->concurrency);
    double start = now();
    long failed = run(multi, load, callers);
    double seconds = now() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf(
        "{\"calls\":%ld,\"failed\":%ld,\"seconds\":%.6f,\"per_second\":%.1f,\"received_bytes\":%ld,"
        "\"peak_rss_mb\":%.1f}\n",
        load->calls, failed, seconds, (double)load->calls / seconds, received, (double)usage.ru_maxrss * 1024 / 1e6);
    return failed > 0;
}
