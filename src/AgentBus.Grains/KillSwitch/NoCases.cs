using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.KillSwitch;

/// <summary>Without deliberation no message waits for people, so there is no case to cancel.</summary>
internal sealed class NoCases : ICaseCancellation
{
    private static readonly CasesCancelled None = new(0, [], "No cases are held here.");

    public Task<CasesCancelled> CancelAsync(KillOrder order, TimeSpan limit) => Task.FromResult(None);
}
