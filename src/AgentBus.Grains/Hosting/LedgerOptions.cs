namespace AgentBus.Grains.Hosting;

/// <summary>Options of the ledger (AUD-01, SEC-20), section <c>AgentBus:Ledger</c>. Validated at start.</summary>
public sealed class LedgerOptions
{
    /// <summary>
    /// The name of this installation in signed heads, such as a host name: no space, no plus sign. Verifiers compare it, so it stays the same for ever.
    /// Default agentbus.
    /// </summary>
    public string Origin { get; set; } = "agentbus";

    /// <summary>
    /// The keys that sign heads, by a name of your own, old and new. Of those that are valid the youngest signs. Security: required outside Development
    /// and --demo, which make a key in the data directory.
    /// </summary>
    public IDictionary<string, LedgerKeyOptions> Keys { get; set; } = new Dictionary<string, LedgerKeyOptions>(StringComparer.Ordinal);

    /// <summary>No evidence is taken to the ledgers; it waits in the journal, and health is degraded. For maintenance and measurements. Default false.</summary>
    public bool Paused { get; set; }

    /// <summary>Evidence that has come is taken to the ledgers so often: 1 ms to 10 seconds. Seldom is cheaper. Default 100 ms.</summary>
    public TimeSpan UptakeInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>So many rows of evidence are taken at once; they are written in one commit: 1 to 10,000. Default 1,024.</summary>
    public int UptakeRows { get; set; } = 1_024;

    /// <summary>A ledger that grew is signed at the latest after so long: 100 ms to 1 hour. Default 10 seconds.</summary>
    public TimeSpan HeadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A ledger is signed when it grew by so many entries: 1 to 1,000,000. Default 10,000.</summary>
    public int HeadEntries { get; set; } = 10_000;

    /// <summary>
    /// A directory outside the data directory in which signed heads are kept, one file a tenant, made where missing. At the start ledgers are compared
    /// with it. Empty: none. Security: who can write both it and the data directory can set a ledger back unseen; put it on another machine's disk.
    /// </summary>
    public string HeadDirectory { get; set; } = "";

    /// <summary>
    /// An http or https address to which signed heads are sent, with the tenant behind it: PUT takes a checkpoint, GET gives the latest, 404 says that
    /// there is none. Empty: none. Security: the answer to GET is compared at the start.
    /// </summary>
    public string HeadUrl { get; set; } = "";

    /// <summary>A file whose content is the bearer token for <see cref="HeadUrl"/>. Empty: none.</summary>
    public string HeadTokenFile { get; set; } = "";

    /// <summary>A message with audit_required waits so long for its decision to be in the ledger (AUD-10): 0 to 5 minutes; what is sent stays sent. Default 5 seconds.</summary>
    public TimeSpan AuditTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an exchange with <see cref="HeadUrl"/> may take: 100 ms to 1 minute. Default 5 seconds.</summary>
    public TimeSpan HeadTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
