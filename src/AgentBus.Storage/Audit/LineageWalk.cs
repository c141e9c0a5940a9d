using AgentBus.Domain.Audit;

namespace AgentBus.Storage.Audit;

/// <summary>Walks from a message up to where it comes from and down to all that follows from it. Bounded: messages name their parents as they like.</summary>
internal sealed class LineageWalk(Func<string, Task<IReadOnlyList<AuditRecord>>> about, Func<string, Task<IReadOnlyList<AuditRecord>>> following)
{
    private const int MaxMessages = 500;

    private readonly Dictionary<string, AuditRecord> _seen = new(StringComparer.Ordinal);
    private bool _isCut;

    /// <summary>Null: there is no decision on the message.</summary>
    public async Task<AuditLineage?> RunAsync(string messageId, bool isComplete)
    {
        if (await DecisionAsync(messageId) is not { } start)
        {
            return null;
        }

        var messages = await AscendAsync(start);
        messages.Reverse();
        messages.Add(start);
        await DescendAsync(start, messages);
        var artifacts = messages
            .SelectMany(static record => record.Artifacts.Select(artifact => (Artifact: artifact, record.MessageId)))
            .GroupBy(static named => named.Artifact, StringComparer.Ordinal)
            .Select(static named => new AuditArtifact(named.Key, [.. named.Select(static one => one.MessageId).Distinct(StringComparer.Ordinal)]));
        return new AuditLineage(messages, [.. artifacts], isComplete && !_isCut);
    }

    private async Task<List<AuditRecord>> AscendAsync(AuditRecord from)
    {
        var ancestors = new List<AuditRecord>();
        for (var at = from; at.ParentId.Length > 0 && !_seen.ContainsKey(at.ParentId);)
        {
            if (ancestors.Count == MaxMessages)
            {
                _isCut = true;
                break;
            }

            if (await DecisionAsync(at.ParentId) is not { } parent)
            {
                break;
            }

            ancestors.Add(parent);
            at = parent;
        }

        return ancestors;
    }

    private async Task DescendAsync(AuditRecord start, List<AuditRecord> messages)
    {
        var open = new Queue<AuditRecord>([start]);
        while (open.TryDequeue(out var at))
        {
            foreach (var child in await following(at.MessageId))
            {
                if (messages.Count >= MaxMessages)
                {
                    _isCut = true;
                    return;
                }

                if (_seen.TryAdd(child.MessageId, child))
                {
                    messages.Add(child);
                    open.Enqueue(child);
                }
            }
        }
    }

    /// <summary>The latest decision on a message: of one that was refused and sent again, that which counts.</summary>
    private async Task<AuditRecord?> DecisionAsync(string messageId)
    {
        var decision = (await about(messageId)).LastOrDefault(static record => record.IsVerdict);
        if (decision is not null)
        {
            _seen[messageId] = decision;
        }

        return decision;
    }
}
