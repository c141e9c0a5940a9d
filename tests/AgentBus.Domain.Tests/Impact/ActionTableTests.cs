using AgentBus.Domain.Impact;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Impact;

public sealed class ActionTableTests
{
    [Theory]
    [InlineData("delete", 1)]
    [InlineData("db.dropTable", 1)]
    [InlineData("UPDATE-user", 0.5)]
    [InlineData("customers/list", 0.1)]
    [InlineData("readAndDelete", 1)]
    [InlineData("frobnicate", 0.3)]
    [InlineData("--", 0)]
    [InlineData("undeletable", 0.3)]
    public void The_words_of_a_name_tell_what_it_does(string name, double value) => new CompiledImpact(null, "dev").Read(name).Value.ShouldBe(value);

    [Theory]
    [InlineData("delete", 0.9)]
    [InlineData("deleteUser", 0.9)]
    [InlineData("db_modify_prod_table", 0.85)]
    [InlineData("modify_staging", 0)]
    [InlineData("deploy_or_delete", 0.9)]
    public void A_floor_holds_where_its_words_stand_in_the_name(string name, double floor) => new CompiledImpact(null, "dev").Read(name).Floor.ShouldBe(floor);

    [Theory]
    [InlineData("delete_user", "", 0.95)]
    [InlineData("delete_account", "", 0.9)]
    [InlineData("DELETE", "", 0.9)]
    [InlineData("delete_and_deploy", "", 0.8)]
    [InlineData("look", "", 0.7)]
    [InlineData("delete", "deploy", 0.8)]
    [InlineData("delete_user", "deploys.deploy", 0.95)]
    public void The_threshold_of_the_very_name_holds_else_the_lowest(string action, string tool, double threshold)
    {
        var settings = new CompiledImpact(new ImpactSettings { EhiThresholds = [.. ImpactSettings.Default.EhiThresholds, new("delete_user", 0.95)] }, "dev");

        ImpactGate.EhiThreshold(new ImpactInput { Settings = settings, Action = settings.Read(action), Tool = settings.Read(tool) }).ShouldBe(threshold);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_named()
    {
        var impact = new ImpactSettings
        {
            Threshold = 1.1,
            EhiThreshold = double.NaN,
            Floors = [new("delete", -1), new("Delete", 0.5), new("-", 0.5)],
            Weights = [new("luck", 0.5)],
            EhiWeights = [new(ImpactFactors.Doubt, 2)],
        };

        TenantRules.Problems(Scene.NewSettings() with { Impact = impact }).Length.ShouldBe(7);
        TenantRules.Problems(Scene.NewSettings()).ShouldBeEmpty();
    }
}
