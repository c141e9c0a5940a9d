using AgentBus.Storage.Sqlite;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly SqliteStorageOptions _options = new()
    {
        DataDirectory = Directory.CreateTempSubdirectory("agentbus-schema-").FullName,
    };

    private readonly SqliteSession _session;

    public SqliteSchemaTests() => _session = new SqliteFile(_options).OpenWriter();

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_options.DataDirectory, recursive: true);
    }

    [Fact]
    public void Files_have_numbers_of_their_own() => SqliteSchema.Scripts.Select(script => script.Version).ShouldBeUnique();

    [Fact]
    public void A_file_that_came_late_is_applied_though_later_ones_were()
    {
        SqliteSchema.Prepare(_session, apply: true);
        var schema = Schema();
        _session.Execute("DROP TABLE agent; DELETE FROM schema_version WHERE version = 6");

        Should.Throw<InvalidOperationException>(() => SqliteSchema.Prepare(_session, apply: false)).Message.ShouldContain("0006_agents.sql");
        SqliteSchema.Prepare(_session, apply: true);

        Schema().ShouldBe(schema);
    }

    [Fact]
    public void Every_file_can_be_applied_twice_and_notes_its_number()
    {
        foreach (var (version, name) in SqliteSchema.Scripts)
        {
            _session.Execute(SqliteSchema.Read(name));
            var schema = Schema();
            _session.Execute(SqliteSchema.Read(name));

            Schema().ShouldBe(schema);
            _session.Scalar("SELECT max(version) FROM schema_version").ShouldBe(version);
        }

        _session.Scalar("SELECT count(*) FROM schema_version").ShouldBe(SqliteSchema.Scripts.Count);
    }

    [Fact]
    public void Every_table_leads_with_its_tenant_or_with_a_number_that_stands_for_something_of_a_tenant()
    {
        string[] leads = ["tenant_id", "tenant_no", "channel_no"];
        string[] withoutTenant = ["schema_version", "journal_mark", "probe", "index_batch", "sender_run"];
        SqliteSchema.Prepare(_session, apply: true);
        using var rows = _session.Prepare(
            "SELECT t.name, c.name, c.cid FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.cid <= 1 ORDER BY t.name, c.cid").Query();
        Dictionary<string, List<string>> columns = [];
        while (rows.Next())
        {
            columns.TryAdd(rows.Text(0), []);
            columns[rows.Text(0)].Add(rows.Text(1));
        }

        foreach (var (table, first) in columns.Where(table => !withoutTenant.Contains(table.Key)))
        {
            first.SkipWhile(name => name == "row_id").First().ShouldBeOneOf(leads, table);
        }
    }

    [Fact]
    public void A_database_that_is_up_to_date_is_left_alone()
    {
        SqliteSchema.Prepare(_session, apply: true);
        var schema = Schema();

        SqliteSchema.Prepare(_session, apply: true);
        SqliteSchema.Prepare(_session, apply: false);

        Schema().ShouldBe(schema);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_newer_schema_than_this_product_knows_is_refused(bool apply)
    {
        SqliteSchema.Prepare(_session, apply: true);
        _session.Execute("INSERT INTO schema_version VALUES (999, 0)");

        Should.Throw<InvalidOperationException>(() => SqliteSchema.Prepare(_session, apply)).Message.ShouldContain("999");
        _session.InTransaction.ShouldBeFalse();
    }

    [Fact]
    public void A_missing_schema_that_must_not_be_applied_is_refused() =>
        Should.Throw<InvalidOperationException>(() => SqliteSchema.Prepare(_session, apply: false)).Message.ShouldContain("ApplySchema");

    private string Schema()
    {
        using var rows = _session.Prepare("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)").Query();
        rows.Next();
        return rows.Text(0);
    }
}
