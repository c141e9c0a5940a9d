using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Stands for a provider that has nothing to start or stop.</summary>
internal sealed class NoParticipant : ILifecycleParticipant<ISiloLifecycle>
{
    public static readonly NoParticipant Instance = new();

    public void Participate(ISiloLifecycle lifecycle)
    {
    }
}
