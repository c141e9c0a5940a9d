using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using AgentBus.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace AgentBus.Gateway.Tests.Settings;

/// <summary>What is allowed and still deserves a word (T-37).</summary>
public sealed class SettingsAdviceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("advice");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Production", "127.0.0.1")]
    [InlineData("Production", "localhost")]
    [InlineData("Development", "::1")]
    [InlineData("Production", "0.0.0.0\",\"TrustedProxies\":[\"10.0.0.1\"],\"InternalHost\":\"127.0.0.1")]
    public void On_loopback_or_behind_a_proxy_there_is_nothing_to_say(string environment, string host) => Advice(environment, $$$"""{"Listen":{"Host":"{{{host}}}"}}""").ShouldBeEmpty();

    [Fact]
    public void A_silo_open_to_the_network_without_tls_is_told_so() =>
        Advice("Production", """{"Listen":{"Host":"0.0.0.0"}}""").ShouldHaveSingleItem().ShouldStartWith("AgentBus:Listen:CertificateFile: ");

    [Fact]
    public void A_development_silo_open_to_the_network_is_told_so() =>
        Advice("Development", """{"Listen":{"Host":"0.0.0.0","CertificateFile":"a","CertificateKeyFile":"b"}}""").ShouldHaveSingleItem().ShouldStartWith("AgentBus:Listen:Host: ");

    [Fact]
    public void Letting_clients_of_arqonbus_in_deserves_a_word() =>
        Advice("Production", """{"Gateway":{"ArqonBusCompat":true}}""").ShouldHaveSingleItem().ShouldStartWith("AgentBus:Gateway:ArqonBusCompat: ");

    [Fact]
    public void A_secret_in_a_file_of_settings_is_told_without_repeating_it()
    {
        var line = Advice("Production", """{"Cluster":{"Postgres":"Host=db;Password=hunter2"}}""").ShouldHaveSingleItem();

        line.ShouldStartWith("AgentBus:Cluster:Postgres: a secret stands in appsettings.json");
        line.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Names_without_use_and_unknown_ones_are_told_apart() =>
        Advice("Production", """{"Nonsense":1}""", ("POLICY_REGISTRY_URL", "http://registry:8000")).ShouldBe(
        [
            "AgentBus:Nonsense: no such setting; docs/configuration.md lists them.",
            "POLICY_REGISTRY_URL: not used by this version; it sets a policy registry outside the bus; the tenant's grain is it.",
        ]);

    private List<string> Advice(string environment, string section, params (string Name, string Value)[] variables)
    {
        File.WriteAllText(_directory.File("appsettings.json"), $$"""{"AgentBus":{{section}}}""");
        using var configuration = new ConfigurationManager();
        SettingsSources.Use(
            configuration,
            CommandLine.Parse(["--environment", environment]),
            new SettingsPlace(_directory.Path, variables.ToDictionary(static variable => variable.Name, static variable => variable.Value)));
        return [.. SettingsAdvice.Of(AgentBusSettings.Read(configuration), configuration, new HostingEnvironment { EnvironmentName = environment })];
    }
}
