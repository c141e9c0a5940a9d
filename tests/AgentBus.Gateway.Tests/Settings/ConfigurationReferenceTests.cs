using AgentBus.Silo.Options;

namespace AgentBus.Gateway.Tests.Settings;

public sealed class ConfigurationReferenceTests
{
    [Fact]
    public void The_reference_in_docs_is_the_one_that_the_silo_writes() =>
        GeneratedDocument.Check("docs/configuration.md", ConfigurationReference.Write());

    [Fact]
    public void No_setting_is_without_a_word_on_its_effect() =>
        ConfigurationReference.Write().Split('\n').Where(static line => line.StartsWith('|') && line.EndsWith("|  |", StringComparison.Ordinal)).ShouldBeEmpty();
}
