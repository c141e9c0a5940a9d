using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>The numbers that stand for tenants and senders in rows that there are many of.</summary>
internal sealed class InternedNames(SqliteSession session) : ITransactionPart
{
    private readonly Dictionary<string, long> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<AgentKey, long> _senders = [];
    private bool _made;

    public long Tenant(string tenant)
    {
        if (!_tenants.TryGetValue(tenant, out var number))
        {
            number = FindTenant(tenant) ?? MakeTenant(tenant);
            _tenants.Add(tenant, number);
        }

        return number;
    }

    public long Sender(AgentKey sender)
    {
        if (!_senders.TryGetValue(sender, out var number))
        {
            number = SenderNumber.Find(session, sender) ?? MakeSender(sender);
            _senders.Add(sender, number);
        }

        return number;
    }

    public bool BeforeCommit() => true;

    public void Committed() => _made = false;

    public void RolledBack()
    {
        if (_made)
        {
            // Rare enough that asking the tables again costs less than remembering which numbers were new.
            _tenants.Clear();
            _senders.Clear();
            _made = false;
        }
    }

    private long? FindTenant(string tenant)
    {
        using var rows = session.Prepare("SELECT tenant_no FROM tenant WHERE tenant_id = ?1").Bind(1, tenant).Query();
        return rows.Next() ? rows.Int64(0) : null;
    }

    private long MakeTenant(string tenant)
    {
        _made = true;
        session.Prepare("INSERT INTO tenant (tenant_id) VALUES (?1)").Bind(1, tenant).Run();
        return session.Scalar("SELECT last_insert_rowid()");
    }

    private long MakeSender(AgentKey sender)
    {
        _made = true;
        session.Prepare("INSERT INTO sender (tenant_id, agent) VALUES (?1, ?2)").Bind(1, sender.Tenant).Bind(2, sender.Agent).Run();
        return session.Scalar("SELECT last_insert_rowid()");
    }
}
