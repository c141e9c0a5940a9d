using AgentBus.Model;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using AgentBus.Storage;
using Microsoft.Extensions.Configuration;

namespace AgentBus.Gateway.Tests.Settings;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("AgentBus:Gateway:MaxBatch", "0")]
    [InlineData("AgentBus:Gateway:MaxSendQueueBytes", "1")]
    [InlineData("AgentBus:Gateway:HelloTimeout", "01:00:00")]
    [InlineData("AgentBus:Gateway:IdleTimeout", "00:00:30")]
    [InlineData("AgentBus:Listen:PublicPort", "70000")]
    [InlineData("AgentBus:Listen:CertificateFile", "x.pem")]
    [InlineData("AgentBus:Tenants:t1:MaxMemberships", "0")]
    [InlineData("AgentBus:Tenants:t1:Rooms:r:MinClearance", "6")]
    [InlineData("AgentBus:DataDir", "")]
    public void A_value_out_of_range_ends_the_start_and_names_its_key(string key, string value)
    {
        var error = Should.Throw<ConfigurationError>(() => Read((key, value)));

        error.Message.ShouldContain(key);
        error.Key.ShouldBe(key);
    }

    [Theory]
    [InlineData("AgentBus:Gateway:MaxBatch", "many")]
    [InlineData("AgentBus:Tenants:t1:Rooms:r:Channels:c:Durability", "Sometimes")]
    public void A_value_of_the_wrong_type_ends_the_start_and_names_its_key(string key, string value) =>
        Should.Throw<ConfigurationError>(() => Read((key, value))).Message.ShouldContain(key);

    [Theory]
    [InlineData("AgentBus:Tenants:bad tenant:Environment", "dev")]
    [InlineData("AgentBus:Tenants:t1:Rooms:bad room:MinClearance", "0")]
    [InlineData("AgentBus:Tenants:t1:ApiKeys:k1:Agent", "a b")]
    public void A_tenant_that_breaks_the_rules_of_tenants_ends_the_start(string key, string value) =>
        Should.Throw<ConfigurationError>(() => Read((key, value), ("AgentBus:Tenants:t1:ApiKeys:k1:SecretSha256", new string('0', 64))))
            .Message.ShouldContain("AgentBus:Tenants:");

    [Theory]
    [InlineData("AgentBus:Gateway:MaxBach", "1")]
    [InlineData("AgentBus:Gatway:MaxBatch", "1")]
    [InlineData("AgentBus:Tenants:t1:Rooms:r:Chanels:c:Type", "x")]
    [InlineData("AgentBus:Bus:Nonsense", "1")]
    [InlineData("AgentBus:Storage:Nonsense", "1")]
    public void A_key_that_no_option_has_is_reported_and_with_strict_an_error(string key, string value)
    {
        var unknown = Read((key, value)).Unknown.ShouldHaveSingleItem();

        key.ShouldStartWith(unknown.Key);
        Should.Throw<ConfigurationError>(() => Read((key, value), ("AgentBus:Strict", "true"))).Message.ShouldContain(unknown.Key);
    }

    [Fact]
    public void The_settings_that_are_shipped_are_right_and_declare_the_rooms_of_the_sources()
    {
        var configuration = new ConfigurationManager();
        SettingsSources.Use(configuration, CommandLine.Parse([]), Nowhere);

        var (options, unknown, unused) = AgentBusSettings.Read(configuration);

        unknown.ShouldBeEmpty();
        unused.ShouldBeEmpty();
        var tenant = new DeclaredTenants(Microsoft.Extensions.Options.Options.Create(options)).Find(new TenantKey("default-tenant")).ShouldNotBeNull();
        tenant.Rooms.Select(static room => room.Name).ShouldBe(["science", "integriguard", "ops", "dev", "ace-hitl"], ignoreOrder: true);
        tenant.Rooms.Single(static room => room.Name == "science").Channels.Select(static channel => channel.Name)
            .ShouldBe(["general", "explore", "hypothesize", "design", "execute", "interpret", "share", "tasks"], ignoreOrder: true);
        tenant.Rooms.Single(static room => room.Name == "integriguard").Channels.Select(static channel => channel.Name)
            .ShouldBe(["telemetry-stream", "dashboard-events", "dlq"], ignoreOrder: true);
        tenant.Rooms.SelectMany(static room => room.Channels).ShouldAllBe(static channel => channel.Hardcoded);
    }

    [Fact]
    public void An_unknown_tenant_is_not_declared() =>
        new DeclaredTenants(Microsoft.Extensions.Options.Options.Create(new AgentBusOptions())).Find(new TenantKey("nobody")).ShouldBeNull();

    [Theory]
    [InlineData("AgentBus:Gateway:MaxBach", "AgentBus:Gateway:MaxBatch")]
    [InlineData("AgentBus:Gateway:maxbacth", "AgentBus:Gateway:MaxBatch")]
    [InlineData("AgentBus:Gatway", "AgentBus:Gateway")]
    [InlineData("AgentBus:MaxBatch", "AgentBus:Gateway:MaxBatch")]
    [InlineData("AgentBus:Storage:IdempotencyWindow", "AgentBus:Bus:IdempotencyWindow")]
    [InlineData("AgentBus:Storage:DataDirectory", "AgentBus:DataDir")]
    [InlineData("ARQONBUS_SERVER_PROT", "ARQONBUS_SERVER_PORT")]
    [InlineData("AgentBus:Gateway:Zzzzzzzz", null)]
    public void An_unknown_key_is_answered_with_the_nearest_there_is(string key, string? nearest) =>
        Read((key, "1")).Unknown.ShouldHaveSingleItem().Nearest.ShouldBe(nearest);

    [Fact]
    public void One_window_of_idempotency_serves_grains_and_store()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AgentBus:Bus:IdempotencyWindow", "00:42:00"), new("AgentBus:DataDir", "here")]).Build();
        var storage = new SqliteStorageOptions();

        StorageSettings.Fill(storage, configuration.GetSection("AgentBus"), AgentBusSettings.Read(configuration).Options);

        storage.IdempotencyWindow.ShouldBe(TimeSpan.FromMinutes(42));
        storage.DataDirectory.ShouldBe("here");
    }

    private static SettingsPlace Nowhere { get; } = new(AppContext.BaseDirectory, new Dictionary<string, string>());

    private static SettingsReport Read(params (string Key, string Value)[] settings) =>
        AgentBusSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build());
}
