using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>
/// The truth about channels: one writer per silo that commits in groups. A completed append survives SIGKILL, and with
/// <c>synchronous=FULL</c> a power cut. Thread-safe.
/// </summary>
public interface IJournal
{
    /// <summary>Takes a channel over: raises its term, which fences every earlier holder out, and tells where it stands.</summary>
    Task<ChannelHead> OpenChannelAsync(ChannelKey channel, CancellationToken cancellationToken);

    /// <summary>
    /// Stores messages, the channel's head, their idempotency keys and evidence in one transaction. Never blocks; the order of calls
    /// is the order of commits, and completions leave in that order. A refused append stores nothing and leaves the rest of its group alone.
    /// What a case has delivered (<see cref="AdmittedMessage.CaseId"/>) is stored once, and not after the case ended otherwise: that is unavailable.
    /// </summary>
    /// <param name="append">The messages. The task completes on the journal's completion thread and may run the caller's continuation there.</param>
    Task<AppendOutcome> AppendAsync(ChannelAppend append);

    /// <summary>Stores evidence that belongs to no journalled message: refusals, registrations, changes of settings.</summary>
    Task<AppendOutcome> AppendEvidenceAsync(IReadOnlyList<EvidenceRow> rows);

    /// <summary>Reads messages after a sequence in order, at most <paramref name="maxMessages"/> and about <paramref name="maxBytes"/>, at least one.</summary>
    Task<IReadOnlyList<ChannelMessage>> ReadAsync(ChannelKey channel, ulong epoch, long afterSequence, int maxMessages, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Reads what a sender delivered since a time, newest first, at most <paramref name="max"/>: what a new activation must recognise as retries.</summary>
    Task<IReadOnlyList<DeliveredKey>> ReadDeliveredKeysAsync(AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken);

    /// <summary>Looks one key up; null where the sender delivered nothing under it since the time.</summary>
    Task<DeliveredKey?> FindDeliveredKeyAsync(AgentKey sender, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Whether the last commit went through; readiness shows it.</summary>
    bool IsHealthy { get; }
}
