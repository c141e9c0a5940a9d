using System.Buffers;
using AgentBus.Contracts;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Ledger;

/// <summary>
/// The one that appends to a tenant's ledger. It holds the right edge of the tree; after a write that failed it reads again what is stored. Evidence
/// that it does not take waits in the journal.
/// </summary>
[GrainType("ledger")]
internal sealed partial class LedgerGrain(
    ILedgerStore store,
    ILedgerReader reader,
    IJournal journal,
    ITreeHeadSigner signer,
    IEnumerable<ITreeHeadSink> sinks,
    IOptions<LedgerOptions> options,
    TimeProvider time,
    ILogger<LedgerGrain> logger) : Grain, ILedgerGrain, IDisposable
{
    private readonly EvidenceBuffer _buffer = new();

    // The store has copied a batch when its append completes, and the next one begins only then.
    private readonly ArrayBufferWriter<byte> _entries = new();
    private string _tenant = "";
    private LedgerComparison _comparison = null!;
    private LedgerTree? _tree;
    private long _takenThrough;
    private SignedTreeHead? _signed;
    private string _keyId = "";
    private DateTimeOffset _signedAt;
    private string _fault = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _tenant = key[..key.IndexOf('/', StringComparison.Ordinal)];
        _comparison = new LedgerComparison(_tenant, signer, reader, sinks);
        _signedAt = time.GetUtcNow();
        return Task.CompletedTask;
    }

    public void Dispose() => _buffer.Dispose();

    public async Task<LedgerStatus> TakeUpAsync(LedgerUptake uptake)
    {
        if (await ReadyAsync() is not { } tree || LedgerUptakeRules.Take(tree, _tenant, _takenThrough, uptake, _entries) is not { } append)
        {
            return Status();
        }

        var outcome = await store.AppendAsync(append);
        if (outcome != AppendOutcome.Committed)
        {
            LogNotAppended(logger, _tenant, append.Batch.Ends.Count, outcome);
            _tree = null;
            return Status();
        }

        _takenThrough = append.TakenThrough;
        if (tree.Size - (_signed?.Head.Size ?? 0) >= options.Value.HeadEntries || time.GetUtcNow() - _signedAt >= options.Value.HeadInterval)
        {
            await SignAsync(tree);
        }

        return Status();
    }

    public async Task<LedgerStatus> SignAsync()
    {
        if (await ReadyAsync() is { } tree)
        {
            await SignAsync(tree);
        }

        return Status();
    }

    public Task<LedgerStatus> StatusAsync() => Task.FromResult(Status());

    /// <summary>The tree, read and compared where it was not yet; null: nothing can be appended now, or any more.</summary>
    private async Task<LedgerTree?> ReadyAsync()
    {
        if (_fault.Length == 0 && _tree is null)
        {
            await LoadAsync();
        }

        if (_fault.Length == 0 && _tree is { } tree && !_comparison.IsDone)
        {
            Stop(await _comparison.RunAsync(tree.Size));
        }

        return _fault.Length == 0 ? _tree : null;
    }

    private async Task LoadAsync()
    {
        try
        {
            var state = await store.LoadAsync(_tenant, CancellationToken.None);
            var tree = new LedgerTree(state);
            Stop(await LedgerComparison.CompareStoredAsync(state, reader, _tenant));
            (_tree, _takenThrough, _signed) = (tree, state.TakenThrough, state.Signed);
            _keyId = KeyIdOf(_signed);
        }
        catch (IOException fault)
        {
            LogNotRead(logger, fault, _tenant);
        }
        catch (InvalidOperationException fault)
        {
            Stop(fault.Message + " The database is damaged, or was changed: agentbus ledger verify says where.");
        }
    }

    private async Task SignAsync(LedgerTree tree)
    {
        var now = time.GetUtcNow();
        _signedAt = now;
        if (tree.Size == 0 || tree.Size == _signed?.Head.Size || signer.Sign(_tenant, tree.Head, now) is not { } signed)
        {
            return;
        }

        // First: after a crash in between it is said again, and never not at all.
        if (!await NoteKeyAsync(KeyIdOf(signed), now) || await store.AppendHeadAsync(signed) != AppendOutcome.Committed)
        {
            LogNotSigned(logger, _tenant, tree.Size);
            return;
        }

        _signed = signed;
    }

    private async Task<bool> NoteKeyAsync(string keyId, DateTimeOffset now)
    {
        if (keyId != _keyId)
        {
            if (await journal.AppendEvidenceAsync([LedgerKeyEvidence.Row(_buffer, _tenant, _keyId, keyId, now)]) != AppendOutcome.Committed)
            {
                return false;
            }

            LogKey(logger, _tenant, keyId);
            _keyId = keyId;
        }

        return true;
    }

    private void Stop(string fault)
    {
        if (fault.Length > 0)
        {
            _fault = fault;
            LogStopped(logger, _tenant, fault);
        }
    }

    private LedgerStatus Status() => new(
        _tree?.Head ?? LedgerState.None.Head, _tree is null ? 0 : _takenThrough, _signed, _fault, _comparison.IsDone);

    private static string KeyIdOf(SignedTreeHead? signed) =>
        signed is not null && Checkpoint.Read(signed.Note) is { Signatures: [var first, ..] } ? $"{first.KeyHash:x8}" : "";

    [LoggerMessage(EventId = 3301, Level = LogLevel.Critical, Message = "The ledger of tenant {Tenant} writes no more; its evidence waits in the journal. {Fault}")]
    private static partial void LogStopped(ILogger logger, string tenant, string fault);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning, Message = "{Count} entries for the ledger of tenant {Tenant} were not written: {Outcome}. They are tried again.")]
    private static partial void LogNotAppended(ILogger logger, string tenant, int count, AppendOutcome outcome);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Warning, Message = "The ledger of tenant {Tenant} could not be read. It is tried again.")]
    private static partial void LogNotRead(ILogger logger, Exception fault, string tenant);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Warning, Message = "The head of {Size} entries of tenant {Tenant} could not be stored. It is signed anew later.")]
    private static partial void LogNotSigned(ILogger logger, string tenant, long size);

    [LoggerMessage(EventId = 3305, Level = LogLevel.Information, Message = "Key {Key} signs the ledger of tenant {Tenant}.")]
    private static partial void LogKey(ILogger logger, string tenant, string key);
}
