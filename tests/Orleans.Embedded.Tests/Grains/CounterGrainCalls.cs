namespace Orleans.Embedded.Tests.Grains;

internal static class CounterGrainCalls
{
    /// <summary>Comes back although other calls are under way; by then, what could run in the grain has run.</summary>
    public static Task<string> HoldInterleavedNowAsync(this ICounterGrain grain, Probe probe)
    {
        probe.Open("interleaved");
        return grain.HoldInterleavedAsync("interleaved");
    }
}
