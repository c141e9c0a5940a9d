using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;

namespace AgentBus.Grains.Ledger;

/// <summary>Holds a ledger against the heads that lie outside the data directory: a database that was set back, or forged, cannot make them.</summary>
internal sealed class LedgerComparison(string tenant, ITreeHeadSigner signer, ILedgerReader reader, IEnumerable<ITreeHeadSink> sinks)
{
    private readonly List<ITreeHeadSink> _left = [.. sinks];

    /// <summary>It was held against all of them.</summary>
    public bool IsDone => _left.Count == 0;

    /// <summary>Compares with those that can be reached and were not yet; says what does not fit, empty where all does.</summary>
    public async Task<string> RunAsync(long size)
    {
        for (var i = _left.Count - 1; i >= 0; i--)
        {
            try
            {
                if (await CompareAsync(_left[i], size) is { Length: > 0 } fault)
                {
                    return fault;
                }

                _left.RemoveAt(i);
            }
            catch (IOException)
            {
                // Whoever hands heads to it notes that it cannot be reached; it is compared later.
            }
        }

        return "";
    }

    /// <summary>
    /// Holds it against the latest head that is stored with it: a head signed over what was changed since would cover the change up. Says what does not fit.
    /// </summary>
    public static async Task<string> CompareStoredAsync(LedgerState state, ILedgerReader reader, string tenant)
    {
        if (state.Signed is not { } signed)
        {
            return "";
        }

        if (signed.Head.Size > state.Head.Size)
        {
            return $"The database holds a signed head of {signed.Head.Size} entries, and the ledger has {state.Head.Size}. The end was cut off: restore the database that has them all.";
        }

        return await reader.FindRootAsync(tenant, signed.Head.Size, CancellationToken.None) == signed.Head.Root
            ? ""
            : $"The database holds a signed head of {signed.Head.Size} entries, signed at {signed.At:u}, that the ledger's first entries do not make. Entries were changed: agentbus ledger verify says which.";
    }

    private async Task<string> CompareAsync(ITreeHeadSink sink, long size)
    {
        if (await sink.ReadLatestAsync(tenant, CancellationToken.None) is not { } note)
        {
            return "";
        }

        if (signer.Verify(tenant, note) is not { } signed)
        {
            return $"{sink.Name} holds a head that no key of AgentBus:Ledger:Keys signed while it was valid. Where keys were replaced, add the public half of the old one; else the head, or the key, is not the one that it was.";
        }

        if (signed.Head.Size > size)
        {
            return $"{sink.Name} holds a head of {signed.Head.Size} entries, signed at {signed.At:u}, and the ledger has {size}. The database was set back, or is another one: restore the one that has them all.";
        }

        var root = await reader.FindRootAsync(tenant, signed.Head.Size, CancellationToken.None);
        return root == signed.Head.Root
            ? ""
            : $"{sink.Name} holds a head of {signed.Head.Size} entries, signed at {signed.At:u}, that the ledger's first entries do not make. Entries were changed: agentbus ledger verify says which.";
    }
}
