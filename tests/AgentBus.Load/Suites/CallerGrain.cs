using System.Diagnostics;
using Orleans;

namespace AgentBus.Load.Suites;

internal sealed class CallerGrain : Grain, ICallerGrain
{
    public async Task<TimeSpan> CallInARowAsync(int calls)
    {
        var callee = GrainFactory.GetGrain<IPingGrain>("load/ping");
        var since = Stopwatch.GetTimestamp();
        for (var number = 0; number < calls;)
        {
            number = await callee.PingAsync(number);
        }

        return Stopwatch.GetElapsedTime(since);
    }
}
