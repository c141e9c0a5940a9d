using AgentBus.Cli.Rendering;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Audit;

namespace AgentBus.Cli.Ledgers;

/// <summary>Goes through one ledger of a database, with its stored hashes and heads, and says where it is not as it was written.</summary>
internal sealed class LedgerVerification(ILedgerReader ledgers, LedgerKeys keys, IReadOnlyList<string> known)
{
    private const int StepHeads = 1_000;

    /// <summary>What was found.</summary>
    public async Task<LedgerReport> RunAsync(string tenant, ProgressLine progress, CancellationToken cancellationToken)
    {
        var (right, wrong) = await HeadsAsync(tenant, cancellationToken);
        var verifier = new LedgerVerifier(tenant, right);
        wrong.ForEach(head => verifier.AddWrongHead(head.Head, head.Verdict));
        var report = await new StoredLedgerVerifier(ledgers).VerifyAsync(tenant, verifier, count => progress.Step(count), cancellationToken);

        // Without this, who takes all heads away could forge all entries.
        return !keys.IsEmpty && report is { Heads: 0, IsWhole: true, Head.Size: > 0 }
            ? report with { Faults = [new LedgerFault(LedgerFaultKind.Unsigned, 0, "entry 0: no signed head covers it or any other")] }
            : report;
    }

    /// <summary>The heads of the store and those that were kept outside; without a key all of them count, which finds accidents and no forgers.</summary>
    private async Task<(List<SignedTreeHead> Right, List<(SignedTreeHead Head, CheckpointVerdict Verdict)> Wrong)> HeadsAsync(string tenant, CancellationToken cancellationToken)
    {
        var (right, wrong) = (new List<SignedTreeHead>(), new List<(SignedTreeHead, CheckpointVerdict)>());
        foreach (var note in known)
        {
            Take(tenant, note, Checkpoint.Read(note) is { } checkpoint ? new SignedTreeHead(tenant, checkpoint.Head, checkpoint.At, note) : null, right, wrong);
        }

        for (var from = 0L; ;)
        {
            var heads = await ledgers.ReadHeadsAsync(tenant, from, StepHeads, cancellationToken);
            foreach (var head in heads)
            {
                Take(tenant, head.Note, head, right, wrong);
            }

            if (heads.Count < StepHeads)
            {
                return (right, wrong);
            }

            from = heads[^1].Head.Size + 1;
        }
    }

    private void Take(string tenant, string note, SignedTreeHead? head, List<SignedTreeHead> right, List<(SignedTreeHead, CheckpointVerdict)> wrong)
    {
        var check = keys.IsEmpty ? new CheckpointCheck(CheckpointVerdict.Valid, head) : keys.Check(tenant, note);
        if (check is { Verdict: CheckpointVerdict.Valid, Head: { } counts })
        {
            right.Add(counts);
        }
        else if ((check.Head ?? head) is { } doubtful)
        {
            wrong.Add((doubtful, check.Verdict));
        }
    }
}
