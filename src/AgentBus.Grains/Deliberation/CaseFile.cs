using AgentBus.Domain.DeadLetters;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>A case in memory as the store has it, and the way of its changes there.</summary>
internal sealed class CaseFile(CaseKey key, ICaseStore store, EvidenceBuffer buffer, TimeProvider time)
{
    // A delivery or a notice that was interrupted is taken up again after this.
    private static readonly TimeSpan Interrupted = TimeSpan.FromSeconds(5);

    private static readonly Refusal CannotWrite = new(Code.StorageUnavailable, "The case could not be stored; try again.", TimeSpan.FromSeconds(1));
    private static readonly Refusal Elsewhere = new(Code.Timeout, "The case is held elsewhere now; try again.", TimeSpan.FromSeconds(1));

    /// <summary>The case; null: there is none.</summary>
    public DeliberationCase? Case { get; private set; }

    /// <summary>Its message; null once that is somewhere else.</summary>
    public CaseParcel? Parcel { get; private set; }

    /// <summary>Someone else changed the case: this holder must end.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Reads the case.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(key.Tenant, key.CaseId, cancellationToken);
        (Case, Parcel) = (stored?.Case, stored?.Parcel);
    }

    /// <summary>Whether the journal has a message that goes by the case.</summary>
    public async Task<bool> IsInJournalAsync() => (await store.ReadDeliveredAsync(key.Tenant, key.CaseId, CancellationToken.None)).Count > 0;

    /// <summary>Stores what happened; null: it is durable.</summary>
    /// <param name="step">The case after it.</param>
    /// <param name="parcel">The message where it is new or changed.</param>
    /// <param name="lost">Where the message did not arrive, though it was delivered elsewhere.</param>
    /// <param name="raw">The message as it came, encrypted, where it is new.</param>
    public Task<Refusal?> SaveAsync(
        CaseStep step, CaseParcel? parcel = null, IReadOnlyList<(ChannelKey End, Refusal Why)>? lost = null, SealedContent? raw = null)
    {
        var of = step.Case;
        List<DeadLetter> letters = [];
        List<EvidenceRow> evidence = [.. step.Facts.Select(fact => CaseEvidence.Row(buffer, of, fact, of.ChangedAt))];
        foreach (var (end, why) in Dead(of, lost ?? []))
        {
            letters.Add(Letter(of, end, why));
            evidence.Add(QueueEvidence.Dead(
                buffer, end, 0, new QueueDeath(0, 0, why.Code, why.Reason), of.Action.MessageId, of.Action.Sender.Agent, isKept: true, of.ChangedAt));
        }

        var votes = step.Facts.Where(static fact => fact.Vote is not null).Select(static fact => fact.Vote!);
        return SaveAsync(new CaseChange(of, parcel, [.. votes], DueAt(of), letters, evidence) { Raw = raw });
    }

    /// <summary>Notes that the sender was told.</summary>
    public Task<Refusal?> SaveToldAsync()
    {
        var told = CaseRules.Told(Case!);
        return SaveAsync(new CaseChange(told, null, [], DueAt(told), [], []));
    }

    /// <summary>Takes what is not kept any more.</summary>
    public Task<Refusal?> SaveRetiredAsync(DeliberationCase retired) => SaveAsync(new CaseChange(retired, null, [], null, [], []));

    private async Task<Refusal?> SaveAsync(CaseChange change)
    {
        switch (await store.SaveAsync(change))
        {
            case CaseSaved.Stored:
                Case = change.Case;
                Parcel = CaseLifecycle.IsFinal(Case.State) ? null : change.Parcel ?? Parcel;
                return null;
            case CaseSaved.Conflict:
                IsLost = true;
                return Elsewhere;
            default:
                return CannotWrite;
        }
    }

    // What is over and was not delivered reached none of its ends; what never had a message any more has none to bury.
    private IEnumerable<(ChannelKey End, Refusal Why)> Dead(DeliberationCase of, IReadOnlyList<(ChannelKey End, Refusal Why)> lost) =>
        Parcel is null || !CaseLifecycle.IsFinal(of.State) ? []
        : of.State == CaseState.Delivered ? lost
        : CaseRoutes.Ends(of.Action.Route).Select(end => (end, new Refusal(of.Code, of.Reason)));

    private DeadLetter Letter(DeliberationCase of, ChannelKey end, Refusal why) => new(
        Id: 0,
        end,
        Sequence: 0,
        of.Action.MessageId,
        of.Action.Sender.Agent,
        why.Code,
        why.Reason,
        Attempts: 0,
        of.OpenedAt,
        time.GetUtcNow(),
        Parcel!.Envelope,
        Parcel.Stamp,
        [.. of.History.Select(ReplayRules.Line)]);

    private static DateTimeOffset? DueAt(DeliberationCase of) =>
        of.State == CaseState.Delivering || (of.State != CaseState.Open && !of.IsTold) ? of.ChangedAt + Interrupted : CaseRules.NextDue(of);
}
