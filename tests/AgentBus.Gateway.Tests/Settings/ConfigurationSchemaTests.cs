using System.Text.Json;
using AgentBus.Silo.Options;

namespace AgentBus.Gateway.Tests.Settings;

public sealed class ConfigurationSchemaTests
{
    [Fact]
    public void The_schema_beside_the_settings_is_the_one_that_the_silo_writes() =>
        GeneratedDocument.Check("src/AgentBus.Silo/appsettings.schema.json", ConfigurationSchema.Write());

    [Fact]
    public void Every_option_is_in_the_schema_with_a_word_on_its_effect()
    {
        using var schema = JsonDocument.Parse(ConfigurationSchema.Write());
        foreach (var setting in SettingsCatalog.All)
        {
            var at = schema.RootElement;
            foreach (var part in setting.Key.Split(':'))
            {
                at = part == Setting.Id ? at.GetProperty("additionalProperties") : at.GetProperty("properties").GetProperty(part);
            }

            at.GetProperty("description").GetString().ShouldNotBeNullOrEmpty(setting.Key);
        }
    }

    [Theory]
    [MemberData(nameof(SampleFiles.All), MemberType = typeof(SampleFiles))]
    public void The_sample_files_keep_to_the_schema(string file)
    {
        using var schema = JsonDocument.Parse(ConfigurationSchema.Write());
        using var sample = JsonDocument.Parse(File.ReadAllText(SampleFiles.PathOf(file)));

        SchemaCheck.Problems(sample.RootElement, schema.RootElement, "").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"AgentBus":{"Gateway":{"MaxBatch":0}}}""")]
    [InlineData("""{"AgentBus":{"Gateway":{"MaxBach":1}}}""")]
    [InlineData("""{"AgentBus":{"Gateway":{"HelloTimeout":"soon"}}}""")]
    [InlineData("""{"AgentBus":{"Logs":{"Format":"Xml"}}}""")]
    [InlineData("""{"AgentBus":{"Strict":"yes"}}""")]
    [InlineData("""{"AgentBus":{"DataDir":""}}""")]
    [InlineData("""{"AgentBus":{"Storage":{"IdempotencyWindow":"00:10:00"}}}""")]
    public void What_the_silo_would_not_take_breaks_the_schema(string settings)
    {
        using var schema = JsonDocument.Parse(ConfigurationSchema.Write());
        using var document = JsonDocument.Parse(settings);

        SchemaCheck.Problems(document.RootElement, schema.RootElement, "").ShouldNotBeEmpty();
    }
}
