using AgentBus.Domain.Agents;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace AgentBus.Grains.Agents;

/// <summary>
/// What an agent keeps, and how it changes: the evidence is committed first and the state after it. A crash between the two leaves evidence
/// of a change that whoever ordered it orders again, since nobody was told that it is done.
/// </summary>
internal sealed partial class StoredAgent
{
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The change could not be stored. Try again.", TimeSpan.FromSeconds(1));

    private readonly AgentKey _agent;
    private readonly IPersistentState<AgentState> _stored;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public StoredAgent(AgentKey agent, IPersistentState<AgentState> stored, IJournal journal, TimeProvider time, ILogger logger)
    {
        (_agent, _stored, _journal, _time, _logger) = (agent, stored, journal, time, logger);
        _stored.State = _stored.State.Upgraded();
    }

    /// <summary>The agent.</summary>
    public AgentKey Key => _agent;

    /// <summary>The state now.</summary>
    public AgentState Now => _stored.State;

    /// <summary>What the agent says of itself; null where it is not registered, or was retired.</summary>
    public AgentDescription? Description => Now.Status is AgentStatus.Unregistered or AgentStatus.Retired ? null : Now.Description;

    /// <summary>The agent as the directory holds it; null where it never registered.</summary>
    public AgentRecord? Record => Now.Revision == 0 ? null : new(
        _agent,
        Now.Revision,
        Now.Type,
        Now.Status,
        Now.StatusReason,
        Now.Description ?? AgentDescription.Empty,
        Now.RegisteredAt ?? Now.ChangedAt ?? default,
        Now.ChangedAt ?? default);

    /// <summary>Moves the agent's life on; the state of the answer is not stored yet.</summary>
    public Result<AgentState> Move(LifecycleEvent happens) =>
        AgentLifecycle.Move(Now.Status, happens, Now.StatusReason, out var to) is { } refusal ? refusal : Now with { Status = to };

    /// <summary>Puts another state in force, witnessed by the row; null when it is.</summary>
    public async Task<Refusal?> ChangeAsync(AgentState next, Func<DateTimeOffset, EvidenceRow> witness)
    {
        var now = _time.GetUtcNow();
        var changed = next with { Revision = Now.Revision + 1, ChangedAt = now };
        return await IsWitnessedAsync(witness(now)) && await _stored.ReplaceAsync(changed, fault => LogNotStored(_logger, fault, _agent.GrainKey)) ? null : NotStored;
    }

    private async Task<bool> IsWitnessedAsync(EvidenceRow row)
    {
        try
        {
            return await _journal.AppendEvidenceAsync([row]) == AppendOutcome.Committed;
        }
        catch (Exception fault)
        {
            LogNotStored(_logger, fault, _agent.GrainKey);
            return false;
        }
    }

    [LoggerMessage(EventId = 2305, Level = LogLevel.Error, Message = "A change of {Agent} could not be stored; who ordered it is told.")]
    private static partial void LogNotStored(ILogger logger, Exception fault, string agent);
}
