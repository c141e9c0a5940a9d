using System.Security.Cryptography;
using AgentBus.Cli.Rendering;
using AgentBus.Domain.Ledger;
using AgentBus.Protocol.Envelopes;
using AgentBus.Storage;

namespace AgentBus.Cli.Ledgers;

/// <summary>Holds the messages of a database against the entries of a ledger in it.</summary>
internal sealed class ContentVerification(SqliteLedgerFile file)
{
    private const int StepEntries = 4_096;
    private const int StepMessages = 512;
    private const int StepBytes = 8 << 20;

    /// <summary>What was found.</summary>
    public async Task<ContentVerifier> RunAsync(string tenant, ProgressLine progress, CancellationToken cancellationToken)
    {
        var verifier = new ContentVerifier(IsBody);

        // Read before the entries: what is in the ledger by then has its entry among those.
        var through = await file.FindTakenThroughAsync(tenant, cancellationToken);
        for (var next = 0L; await file.Ledgers.ReadAsync(tenant, next, StepEntries, StepBytes, cancellationToken) is { Count: > 0 } entries; next = entries[^1].Index + 1)
        {
            foreach (var entry in entries)
            {
                verifier.Add(entry);
            }
        }

        for (var after = 0L; await file.ReadContentsAsync(tenant, after, StepMessages, cancellationToken) is { Count: > 0 } messages; after = messages[^1].Row)
        {
            foreach (var message in messages)
            {
                verifier.Add(message, isTakenUp: message.Row <= through);
            }

            progress.Step(messages.Count);
        }

        return verifier;
    }

    /// <summary>Of a message of the bus itself all of it counts as its body.</summary>
    private static bool IsBody(ReadOnlyMemory<byte> envelope, ReadOnlyMemory<byte> digest) =>
        digest.Span.SequenceEqual(EnvelopeBody.Digest(envelope.Span)) || digest.Span.SequenceEqual(SHA256.HashData(envelope.Span));
}
