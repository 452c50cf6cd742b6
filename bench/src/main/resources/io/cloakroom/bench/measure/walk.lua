-- Walks a file of whole HTTP requests, each with its length on a line before it, and begins anew at its end.
local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

function init()
    requests = assert(io.open(os.getenv("BENCH_REQUESTS"), "rb"))
    rounds = 0
end

function request()
    local length = requests:read("*l")
    if not length then
        rounds = rounds + 1
        requests:seek("set", 0)
        length = requests:read("*l")
    end
    return requests:read(tonumber(length))
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        "bench requests=%d micros=%d p50=%d p99=%d faults=%d rounds=%d\n",
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        threads[1]:get("rounds")))
end
