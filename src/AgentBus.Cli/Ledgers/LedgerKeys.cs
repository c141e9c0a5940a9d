using System.Security.Cryptography;
using AgentBus.Domain.Ledger;

namespace AgentBus.Cli.Ledgers;

/// <summary>The public keys that somebody trusts a bus by, and what they say of checkpoints.</summary>
internal sealed class LedgerKeys : IDisposable
{
    private readonly List<LedgerKey> _keys = [];
    private readonly string? _origin;

    private LedgerKeys(string? origin) => _origin = origin;

    /// <summary>No key is given.</summary>
    public bool IsEmpty => _keys.Count == 0;

    /// <summary>Reads files of keys: PEM, public or private, or verifier lines of signed notes.</summary>
    /// <param name="files">The files.</param>
    /// <param name="origin">What checkpoints must begin with; null: it is the checkpoint's own.</param>
    /// <exception cref="CommandFailure">A file holds no key.</exception>
    public static LedgerKeys Read(IEnumerable<FileInfo> files, string? origin)
    {
        var keys = new LedgerKeys(origin);
        foreach (var file in files)
        {
            try
            {
                keys.Add(File.ReadAllText(file.FullName));
            }
            catch (CryptographicException e)
            {
                keys.Dispose();
                throw new CommandFailure($"{file} holds no key of a ledger: {e.Message}", e);
            }
        }

        return keys;
    }

    /// <summary>Whether a key signed the checkpoint of a tenant.</summary>
    public CheckpointCheck Check(string tenant, string note) =>
        new LedgerKeyRing(_origin ?? OriginOf(tenant, note), [.. _keys]).Check(tenant, note);

    public void Dispose() => _keys.ForEach(static key => key.Dispose());

    private void Add(string text)
    {
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            _keys.Add(LedgerKey.FromPem(text));
            return;
        }

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _keys.Add(LedgerKey.FromVerifierLine(line));
        }
    }

    /// <summary>Where nobody says which installation it must be, the key alone tells.</summary>
    private static string OriginOf(string tenant, string note)
    {
        var origin = note.Split('\n')[0];
        return origin.EndsWith("/" + tenant, StringComparison.Ordinal) ? origin[..^(tenant.Length + 1)] : origin;
    }
}
