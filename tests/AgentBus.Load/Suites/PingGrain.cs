using Orleans;

namespace AgentBus.Load.Suites;

internal sealed class PingGrain : Grain, IPingGrain
{
    public Task<int> PingAsync(int number) => Task.FromResult(number + 1);
}
