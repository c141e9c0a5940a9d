using AgentBus.Model;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using AgentBus.TestKit;
using Microsoft.Extensions.Configuration;

namespace AgentBus.Gateway.Tests.Settings;

/// <summary>Names of other products (CFG-02 to CFG-05, T-49) and secrets in files (CFG-07).</summary>
public sealed class SpellingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("spellings");
    private readonly ConfigurationManager _configuration = new();

    public static TheoryData<string, string> Used =>
        new(SettingSpellings.All.Where(static spelling => spelling.Key is not null).Select(static spelling => (spelling.Name, spelling.Key!)));

    public static TheoryData<string> Unused =>
        [.. SettingSpellings.All.Where(static spelling => spelling.Key is null).Select(static spelling => spelling.Name.Replace("*", "anything", StringComparison.Ordinal))];

    public static TheoryData<string> OfTheSources =>
    [
        "CONSTITUTIONAL_HASH", "REDIS_URL", "USE_RUST_BACKEND", "METRICS_ENABLED", "POLICY_REGISTRY_URL", "OPA_URL", "METERING_ENABLED",
        "HEALTH_AGGREGATOR_ENABLED", "RECOVERY_ORCHESTRATOR_ENABLED", "CIRCUIT_BREAKER_ENABLED",
        "ARQONBUS_CASIL_ENABLED", "ARQONBUS_CASIL_MODE", "ARQONBUS_CASIL_SCOPE_INCLUDE", "ARQONBUS_CASIL_SCOPE_EXCLUDE",
        "ARQONBUS_OMEGA_ENABLED", "ARQONBUS_OMEGA_LAB_ROOM", "ARQONBUS_OMEGA_LAB_CHANNEL", "ARQONBUS_OMEGA_MAX_EVENTS", "ARQONBUS_OMEGA_MAX_SUBSTRATES",
        "ARQONBUS_AUTH_JWT", "ARQONBUS_WS_URL", "NATS_URL", "DATABASE_URL", "MATRIX_HOMESERVER", "ACE_COMMS_URL",
        "casil:enabled", "casil:default_decision", "nats:jetstream:dead_letter:max_deliveries", "nats:url", "redis:url", "postgres:url", "matrix:homeserver", "opa:url", "opa:bundle", "opa:decision_log", "ehi:enabled", "security:tls:enabled",
    ];

    public void Dispose()
    {
        _configuration.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(OfTheSources))]
    public void Every_name_of_the_sources_is_known(string name) => SettingSpellings.Find(name).ShouldNotBeNull();

    [Theory]
    [MemberData(nameof(Used))]
    public void A_name_of_another_product_stands_for_a_setting(string name, string key)
    {
        SettingsCatalog.Find(key).ShouldNotBeNull();

        Use([(name, "value")]);

        _configuration[key].ShouldBe("value");
        SettingsOrigin.Of(_configuration, key).ShouldBe($"environment, {name.Replace(":", "__", StringComparison.Ordinal)}");
    }

    [Theory]
    [MemberData(nameof(Unused))]
    public void A_name_that_this_version_has_no_use_for_is_reported_as_such_and_not_as_unknown(string name)
    {
        Use([(name, "value"), ("AgentBus__Strict", "true")]);

        var report = AgentBusSettings.Read(_configuration);

        report.Unknown.ShouldBeEmpty();
        report.Unused.ShouldHaveSingleItem().Covers(name).ShouldBeTrue();
    }

    [Fact]
    public void In_one_source_our_own_name_decides_and_of_two_sources_the_stronger_one()
    {
        Use([("REDIS_URL", "alias"), ("AgentBus__Cluster__Redis", "own")]);
        _configuration["AgentBus:Cluster:Redis"].ShouldBe("own");

        Settings("""{"AgentBus":{"Cluster":{"Redis":"own in a file"}}}""");
        Use([("REDIS_URL", "alias")]);
        _configuration["AgentBus:Cluster:Redis"].ShouldBe("alias");

        Use([("REDIS_URL", "alias")], "--AgentBus:Cluster:Redis", "line");
        _configuration["AgentBus:Cluster:Redis"].ShouldBe("line");

        Settings("""{"redis":{"url":"in a file"},"AgentBus":{"Strict":true}}""");
        Use([("REDIS_URL", "")]);
        _configuration["AgentBus:Cluster:Redis"].ShouldBe("in a file");
        AgentBusSettings.Read(_configuration).Unused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AgentBus__Cluster__PostgresFile")]
    [InlineData("AgentBus__Cluster__Postgres_FILE")]
    [InlineData("DATABASE_URL_FILE")]
    public void A_secret_comes_from_the_file_that_is_named(string variable)
    {
        Use([(variable, Secret("Host=db;Password=hunter2\n")), ("AgentBus__Strict", "true")]);

        AgentBusSettings.Read(_configuration).Options.Cluster.Postgres.ShouldBe("Host=db;Password=hunter2");
        SettingsOrigin.Of(_configuration, "AgentBus:Cluster:Postgres").ShouldStartWith($"file {_directory.File("secret")}, named by");
    }

    [Fact]
    public void A_secret_comes_from_the_directory_of_secrets_under_either_name()
    {
        File.WriteAllText(_directory.File("DATABASE_URL"), "Host=db\n");
        File.WriteAllText(_directory.File("AgentBus__Cluster__Redis"), "redis:6379\n");
        File.WriteAllText(_directory.File("..data"), "not ours");

        Use([("AgentBus__SecretsDirectory", _directory.Path), ("AgentBus__Strict", "true")]);

        var cluster = AgentBusSettings.Read(_configuration).Options.Cluster;
        (cluster.Postgres, cluster.Redis).ShouldBe(("Host=db", "redis:6379"));
    }

    [Fact]
    public void A_secret_and_its_file_in_one_source_are_a_mistake() =>
        Should.Throw<ConfigurationError>(() => Use([("AgentBus__Cluster__Postgres", "Host=a"), ("AgentBus__Cluster__PostgresFile", Secret("Host=b"))]))
            .Key.ShouldBe("AgentBus:Cluster:Postgres");

    [Theory]
    [InlineData("/nowhere/secret", "cannot be read")]
    [InlineData("", "is empty")]
    public void A_file_that_holds_no_secret_ends_the_start(string path, string problem) =>
        Should.Throw<ConfigurationError>(() => Use([("DATABASE_URL_FILE", path.Length > 0 ? path : Secret(""))])).Message.ShouldContain(problem);

    [Fact]
    public void What_is_no_secret_has_no_file()
    {
        Use([("AgentBus__DataDirFile", Secret("elsewhere"))]);

        AgentBusSettings.Read(_configuration).Unknown.ShouldHaveSingleItem().Key.ShouldBe("AgentBus:DataDirFile");
    }

    [Fact]
    public void The_settings_are_shown_with_their_origins_and_without_secrets()
    {
        Settings("""{"AgentBus":{"Gateway":{"MaxBatch":7},"Tenants":{"t1":{"Rooms":{"r":{"MinClearance":2}}}}}}""");
        var output = new StringWriter();

        ConfigurationCommands.Show(
            CommandLine.Parse(["--port", "81"]),
            Place([("DATABASE_URL_FILE", Secret("Host=db;Password=hunter2")), ("REDIS_URL", "redis://me:hunter2@cache"), ("AgentBus__DataDir", "data password=hunter2")]),
            output);

        var lines = output.ToString().Split('\n');
        lines.ShouldContain("AgentBus:Gateway:MaxBatch = 7  # appsettings.json");
        lines.ShouldContain("AgentBus:Listen:PublicPort = 81  # command line");
        lines.ShouldContain("AgentBus:Listen:InternalPort = 9090  # default");
        lines.ShouldContain("AgentBus:Tenants:t1:Rooms:r:MinClearance = 2  # appsettings.json");
        lines.ShouldContain("AgentBus:Cluster:Redis = ***  # environment, REDIS_URL");
        lines.ShouldContain(static line => line.StartsWith("AgentBus:Cluster:Postgres = ***  # file ", StringComparison.Ordinal));
        output.ToString().ShouldNotContain("hunter2");
    }

    private void Settings(string json) => File.WriteAllText(_directory.File("appsettings.json"), json);

    private string Secret(string content)
    {
        File.WriteAllText(_directory.File("secret"), content);
        return _directory.File("secret");
    }

    private void Use((string Name, string Value)[] variables, params string[] arguments) =>
        SettingsSources.Use(_configuration, CommandLine.Parse(arguments), Place(variables));

    private SettingsPlace Place((string Name, string Value)[] variables) =>
        new(_directory.Path, variables.ToDictionary(static variable => variable.Name.Replace(":", "__", StringComparison.Ordinal), static variable => variable.Value));
}
