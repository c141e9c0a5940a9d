using System.Security.Cryptography;
using AgentBus.Dashboard;

namespace AgentBus.Silo.Ledger;

/// <summary>The public halves of the keys that answer for the ledgers, as pages hand them out. Thread-safe.</summary>
internal sealed class ReceiptKeys(LedgerKeys keys) : IReceiptKeys
{
    /// <inheritdoc/>
    public string Pem => string.Concat(keys.Ring.Keys.Select(static key => PemEncoding.WriteString("PUBLIC KEY", key.Spki.Span) + "\n"));
}
