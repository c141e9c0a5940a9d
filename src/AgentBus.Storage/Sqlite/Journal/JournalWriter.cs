using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>What the journal does within the writer's transaction. For the writer's thread only.</summary>
internal sealed class JournalWriter(SqliteSession session, TailIndex tail)
{
    private const string InsertMessage =
        "INSERT INTO message (row_id, tenant_no, channel_no, sequence, sender_no, message_id, idempotency_key, accepted_at, expires_at, "
        + "classification, body_digest, stamp, evidence, envelope) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

    private const string InsertEvidence =
        "INSERT INTO evidence (row_id, tenant_no, kind, actor, subject, at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    private readonly ChannelHeads _heads = new(session);
    private readonly InternedNames _names = new(session);
    private readonly RowNumbers _rows = new(session);
    private readonly PendingTail _pending = new(tail);
    private readonly QueueTables _queues = new(session);
    private readonly BodyDigest.Salter _salter = new();
    private readonly Statement _message = session.Prepare(InsertMessage);

    /// <summary>The memory that goes along with the transaction.</summary>
    public ITransactionPart[] Parts => [_heads, _names, _pending];

    /// <summary>A trimmer that works on the same heads.</summary>
    public ChannelTrimmer Trimmer(RowLocator locator) => new(session, _heads, locator);

    /// <summary>The number that stands for a tenant.</summary>
    public long TenantNumber(string tenant) => _names.Tenant(tenant);

    public ChannelHead Open(ChannelKey channel)
    {
        var state = _heads.FindOrCreate(channel);
        _heads.Touch(state);
        state.RaiseTerm();
        return state.Head;
    }

    public AppendOutcome Append(ChannelAppend append)
    {
        var state = _heads.Find(append.Channel);
        var outcome = state?.Judge(append) ?? AppendOutcome.Fenced;
        if (outcome != AppendOutcome.Committed)
        {
            return outcome;
        }

        if (IsForbidden(append))
        {
            state!.Failed(append);
            return AppendOutcome.Unavailable;
        }

        _heads.Touch(state!);
        var tenant = _names.Tenant(append.Channel.Tenant);
        var sender = _names.Sender(append.Sender);
        var acceptedAt = Micros.From(append.AcceptedAt);
        _message.Bind(2, tenant).Bind(3, state!.Number).Bind(5, sender).Bind(8, acceptedAt);
        for (var i = 0; i < append.Messages.Count; i++)
        {
            var message = append.Messages[i];
            var row = _rows.Next();
            var sequence = append.FirstSequence + i;
            Insert(row, sequence, message);
            _pending.Add(new TailEntry(row, state.Number, sequence, sender, KeyHash.Of(message.EffectiveIdempotencyKey), acceptedAt));
            if (message.CaseId.Length > 0)
            {
                CaseDeliveries.Add(session, append.Channel.Tenant, message.CaseId, message.EffectiveIdempotencyKey);
            }
        }

        state.Advance(append.Messages.Count);
        return AppendOutcome.Committed;
    }

    /// <summary>An append of a transaction that was rolled back for good.</summary>
    public void Failed(ChannelAppend append) => _heads.Cached(append.Channel)?.Failed(append);

    public void Append(EvidenceRow evidence) =>
        session.Prepare(InsertEvidence)
            .Bind(1, _rows.Next()).Bind(2, _names.Tenant(evidence.Tenant)).Bind(3, (long)evidence.Kind)
            .Bind(4, evidence.Actor).Bind(5, evidence.Subject).Bind(6, Micros.From(evidence.At)).Bind(7, evidence.Body.Span)
            .Run();

    /// <summary>Fenced like an append: by the term, and by the row that the commit compares.</summary>
    public AppendOutcome Settle(QueueChange change)
    {
        var state = _heads.Find(change.Queue);
        if (state is null || state.Term != change.Term || state.Epoch != change.Epoch)
        {
            return AppendOutcome.Fenced;
        }

        _heads.Touch(state);
        _queues.Write(state.Number, change);
        Append(change.DeadLetters, change.Evidence);
        return AppendOutcome.Committed;
    }

    /// <summary>Letters with their evidence. A letter's id is a row number: with the evidence behind it, it never comes again.</summary>
    public void Append(IReadOnlyList<DeadLetter> letters, IReadOnlyList<EvidenceRow> evidence)
    {
        foreach (var letter in letters)
        {
            DeadLetterTable.Insert(session, _rows.Next(), letter);
        }

        foreach (var row in evidence)
        {
            Append(row);
        }
    }

    // An attempt of the case that was given up, and was stored after all, or comes when the case has ended: the case finds that when it asks.
    private bool IsForbidden(ChannelAppend append)
    {
        foreach (var message in append.Messages)
        {
            if (message.CaseId.Length > 0 && CaseDeliveries.Forbids(session, append.Channel.Tenant, message.CaseId, message.EffectiveIdempotencyKey))
            {
                return true;
            }
        }

        return false;
    }

    // The statement keeps the values that are the same for the whole append.
    private void Insert(long row, long sequence, AdmittedMessage message)
    {
        var key = message.EffectiveIdempotencyKey;
        _message.Bind(1, row).Bind(4, sequence)
            .Bind(6, message.MessageId)
            .Bind(7, key == message.MessageId ? null : key)
            .Bind(10, (long)message.Classification)
            .Bind(11, _salter.Column(message.BodyDigest.Span))
            .Bind(12, message.Stamp.Span)
            .Bind(13, message.Evidence.Span)
            .Bind(14, message.Envelope.Span);
        if (message.ExpiresAt is { } expiresAt)
        {
            _message.Bind(9, Micros.From(expiresAt));
        }
        else
        {
            _message.BindNull(9);
        }

        _message.Run();
    }
}
