using AgentBus.Model;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Configuration;

namespace AgentBus.Gateway.Tests.Inspection;

public sealed class InspectionOptionsTests
{
    [Fact]
    public void Without_settings_nothing_is_inspected()
    {
        var setup = Read().Inspection.ToSetup();

        setup.IsEnabled.ShouldBeFalse();
        setup.Default.ShouldNotBeNull().Mode.ShouldBe(InspectionMode.Monitor);
    }

    [Fact]
    public void The_names_of_ArqonBus_stand_for_the_policy()
    {
        var options = Read(
            ("ARQONBUS_CASIL_ENABLED", "true"), ("ARQONBUS_CASIL_MODE", "enforce"), ("ARQONBUS_CASIL_SCOPE_INCLUDE", "secure-*, pii-*"), ("ARQONBUS_CASIL_DEFAULT_DECISION", "block"),
            ("ARQONBUS_CASIL_REDACTION_PATHS", "pin"), ("casil:limits:max_inspect_bytes", "1000"), ("casil:expose_metadata_to_clients", "true"));
        var policy = options.Inspection.ToSetup().Default!;

        options.Inspection.Enabled.ShouldBeTrue();
        (policy.Mode, policy.DefaultDecision, policy.MaxInspectBytes, policy.MetadataToEnvelope).ShouldBe((InspectionMode.Enforce, DefaultDecision.Block, 1_000, true));
        policy.ScopeInclude.ShouldBe(["secure-*", "pii-*"]);
        policy.RedactionPaths.ShouldBe(["pin"]);
    }

    [Theory]
    [InlineData("AgentBus:Inspection:Policy:Mode", "sometimes", "AgentBus:Inspection:Policy:Mode")]
    [InlineData("AgentBus:Inspection:Policy:MaxInspectBytes", "70000", "AgentBus:Inspection:Policy:MaxInspectBytes")]
    [InlineData("AgentBus:Inspection:Policy:ScopeTypes", "Event,Song", "AgentBus:Inspection:Policy")]
    [InlineData("AgentBus:Inspection:Policy:BlockTypes", "NAMES", "AgentBus:Inspection:Policy")]
    [InlineData("AgentBus:Inspection:Policy:RedactionPatterns:0", "(", "AgentBus:Inspection:Policy")]
    [InlineData("AgentBus:Tenants:t1:Inspection:RedactionPatterns:0", "(?=a)", "AgentBus:Tenants:t1:Inspection")]
    public void A_policy_that_is_wrong_ends_the_start(string key, string value, string named) =>
        Should.Throw<ConfigurationError>(() => Read((key, value))).Key.ShouldBe(named);

    [Fact]
    public void A_tenant_can_have_a_policy_of_its_own()
    {
        var options = Read(("AgentBus:Tenants:t1:Inspection:Mode", "Off"), ("AgentBus:Tenants:t2:Environment", "dev"));

        options.Tenants["t1"].Inspection!.ToPolicy().Mode.ShouldBe(InspectionMode.Off);
        options.Tenants["t2"].Inspection.ShouldBeNull();
    }

    private static AgentBusOptions Read(params (string Name, string Value)[] variables)
    {
        using var configuration = new ConfigurationManager();
        SettingsSources.Use(
            configuration,
            CommandLine.Parse([]),
            new SettingsPlace(AppContext.BaseDirectory, variables.ToDictionary(static v => v.Name.Replace(":", "__", StringComparison.Ordinal), static v => v.Value)));
        return AgentBusSettings.Read(configuration).Options;
    }
}
