using Orleans.Runtime;

namespace Orleans.Embedded;

internal sealed class StartupTaskParticipant(int stage, Func<CancellationToken, Task> task) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<StartupTaskParticipant>(stage, task);
}
