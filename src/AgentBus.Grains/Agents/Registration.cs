using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace AgentBus.Grains.Agents;

/// <summary>
/// What an agent says of itself (AGT-01). The evidence is committed first and the state after it: a crash between the two leaves evidence
/// of a registration that the agent's next session repeats.
/// </summary>
internal sealed partial class Registration(
    AgentKey agent, IPersistentState<AgentState> state, EvidenceBuffer buffer, IJournal journal, TimeProvider time, ILogger logger)
{
    private const int MaxText = 16_384;

    private static readonly Refusal TooLong = new(Code.LimitExceeded, "The description is longer than 16,384 characters in all.");
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The registration could not be stored. Try again.", TimeSpan.FromSeconds(1));

    /// <summary>The description; null where the agent is not registered.</summary>
    public AgentDescription? Description => state.State.Description;

    /// <summary>Registers the agent, or takes a description that differs. An empty one says nothing and changes nothing.</summary>
    public Task<Refusal?> TakeAsync(AgentDescription description) =>
        IsEmpty(description) || (Description is { } known && AreEqual(known, description)) ? Task.FromResult<Refusal?>(null) : StoreAsync(description);

    /// <summary>Registers the agent; refused where it is registered.</summary>
    public Task<Refusal?> RegisterAsync(AgentDescription description) =>
        Description is null
            ? StoreAsync(description)
            : Task.FromResult<Refusal?>(new Refusal(Code.AgentAlreadyRegistered, "The agent is registered already."));

    private async Task<Refusal?> StoreAsync(AgentDescription description)
    {
        if (Length(description) > MaxText)
        {
            return TooLong;
        }

        var now = time.GetUtcNow();
        var before = state.State;
        try
        {
            if (await journal.AppendEvidenceAsync([RegistrationEvidence.Row(buffer, agent, description, now)]) != AppendOutcome.Committed)
            {
                return NotStored;
            }

            state.State = before with { Revision = before.Revision + 1, Description = description, RegisteredAt = before.RegisteredAt ?? now };
            await state.WriteStateAsync();
            return null;
        }
        catch (Exception fault) when (fault is not Orleans.Storage.InconsistentStateException)
        {
            state.State = before;
            LogNotStored(logger, fault, agent.GrainKey);
            return NotStored;
        }
    }

    private static bool IsEmpty(AgentDescription description) => Length(description) == 0;

    private static bool AreEqual(AgentDescription left, AgentDescription right) =>
        left.Name == right.Name
        && left.Version == right.Version
        && left.Capabilities.SequenceEqual(right.Capabilities, StringComparer.Ordinal)
        && left.Metadata.Count == right.Metadata.Count
        && left.Metadata.All(entry => right.Metadata.TryGetValue(entry.Key, out var value) && value == entry.Value);

    private static long Length(AgentDescription description) =>
        description.Name.Length
        + description.Version.Length
        + description.Capabilities.Sum(static capability => (long)capability.Length)
        + description.Metadata.Sum(static entry => (long)entry.Key.Length + entry.Value.Length);

    [LoggerMessage(EventId = 2305, Level = LogLevel.Error, Message = "The registration of {Agent} could not be stored; the agent is told.")]
    private static partial void LogNotStored(ILogger logger, Exception fault, string agent);
}
