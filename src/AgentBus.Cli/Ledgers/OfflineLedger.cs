using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AgentBus.Cli.Rendering;
using AgentBus.Domain.Audit;
using AgentBus.Model;
using AgentBus.Storage;
using AgentBus.Storage.Audit;

namespace AgentBus.Cli.Ledgers;

/// <summary>Answers of the HTTP API's audit group, read from a database instead. The index that lineage needs is made in memory.</summary>
internal sealed class OfflineLedger : IDisposable
{
    private readonly SqliteLedgerFile _file;
    private readonly AuditReader _reader;
    private readonly string _tenant;

    private OfflineLedger(SqliteLedgerFile file, string tenant)
    {
        _file = file;
        _tenant = tenant;
        _reader = new AuditReader(file.Ledgers, new MemoryAuditIndex(), mostAtOnce: long.MaxValue);
    }

    /// <summary>Opens a tenant's ledger.</summary>
    /// <exception cref="CommandFailure">The database has none, or several and no tenant is named.</exception>
    public static async Task<OfflineLedger> OpenAsync(FileInfo database, string? tenant, CancellationToken cancellationToken)
    {
        var file = SqliteLedgerFile.Open(database.FullName);
        try
        {
            return new OfflineLedger(file, await TenantAsync(file, tenant, cancellationToken));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The tenant that is meant.</summary>
    public static async Task<string> TenantAsync(SqliteLedgerFile file, string? tenant, CancellationToken cancellationToken)
    {
        var tenants = await file.Ledgers.ListTenantsAsync(cancellationToken);
        return tenant is not null && tenants.Contains(tenant) ? tenant
            : tenant is null && tenants is [var only] ? only
            : throw new CommandFailure(tenants.Count == 0 ? "The database has no ledger." : $"Name a tenant by --tenant: {string.Join(", ", tenants)}.");
    }

    /// <summary>Entries that a filter wants, one after the other.</summary>
    public async IAsyncEnumerable<JsonObject> QueryAsync(
        AuditFilter filter, bool newestFirst, bool withProofs, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? next = null;
        do
        {
            var page = await _reader.QueryAsync(_tenant, filter, new AuditRange(StepEntries, newestFirst, next), cancellationToken);
            var proved = withProofs ? await ProveAsync(page.Records, cancellationToken) : null;
            for (var i = 0; i < page.Records.Count; i++)
            {
                yield return proved is null ? View(page.Records[i]) : Receipt(proved, proved.Entries[i]);
            }

            next = page.Next;
        }
        while (next is not null);
    }

    /// <summary>A message's life.</summary>
    public async Task<IReadOnlyList<JsonObject>> LifeAsync(string messageId, CancellationToken cancellationToken) =>
        [.. (await _reader.ReadLifeAsync(_tenant, messageId, cancellationToken)).Records.Select(View)];

    /// <summary>What a message hangs together with; null: there is no such message.</summary>
    public async Task<JsonObject?> LineageAsync(string messageId, CancellationToken cancellationToken) =>
        await _reader.ReadLineageAsync(_tenant, messageId, cancellationToken) is not { } lineage ? null : new JsonObject
        {
            ["messages"] = new JsonArray([.. lineage.Messages.Select(View)]),
            ["artifacts"] = new JsonArray([.. lineage.Artifacts.Select(static artifact => new JsonObject
            {
                ["sha256"] = artifact.Sha256, ["messages"] = new JsonArray([.. artifact.Messages.Select(static message => (JsonNode)message)]),
            })]),
        };

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private const int StepEntries = 500;

    private async Task<ProvedEntries> ProveAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken) =>
        await _reader.ProveAsync(_tenant, [.. records.Select(static record => record.Entry)], cancellationToken)
        ?? throw new CommandFailure("The end of the ledger is covered by no signed head: the bus was stopped before it signed. Export up to then by --until.");

    /// <summary>As the API shows it.</summary>
    private static JsonObject View(AuditRecord record) => new()
    {
        ["index"] = record.Entry.Index,
        ["at"] = DeliveryView.Time(record.At),
        ["kind"] = record.Kind,
        ["actor"] = record.Actor,
        ["subject"] = record.Subject,
        ["message_id"] = OrNull(record.MessageId),
        ["decision"] = OrNull(record.Decision),
        ["code"] = OrNull(record.Code),
        ["count"] = record.Count,
        ["room"] = record.Place?.Room,
        ["channel"] = record.Place?.Channel,
        ["sequence"] = record.Place?.Position.Sequence,
        ["conversation_id"] = OrNull(record.ConversationId),
        ["parent_id"] = OrNull(record.ParentId),
        ["action"] = OrNull(record.Action),
        ["tool"] = OrNull(record.Tool),
        ["artifacts"] = new JsonArray([.. record.Artifacts.Select(static artifact => (JsonNode)artifact)]),
        ["entry"] = JsonNode.Parse(record.Entry.Json.Span),
    };

    private static JsonObject Receipt(ProvedEntries proved, ProvedEntry entry) => new()
    {
        ["tenant"] = proved.Tenant,
        ["checkpoint"] = proved.Head.Note,
        ["entries"] = new JsonArray(new JsonObject
        {
            ["entry"] = JsonNode.Parse(entry.Entry.Json.Span), ["path"] = new JsonArray([.. entry.Proof.Path.Select(static hash => (JsonNode)$"{hash}")]),
        }),
    };

    private static JsonNode? OrNull(string text) => text.Length > 0 ? text : null;
}
