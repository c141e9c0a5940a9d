using System.Text;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Routing;
using AgentBus.Gateway.Tests.Settings;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Options;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;

namespace AgentBus.Gateway.Tests.Inspection;

/// <summary>The example configurations of docs/casil (CAS-21) do what the page says of them, and stand on it as they are.</summary>
public sealed class ExampleConfigurationTests
{
    private const string Secret = "ghp_Qw3rT9yUi2Op5AsD8fGh1JkL4zXc7VbN6mQe";

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json").Select(static file => Path.GetFileName(file)).Order()];

    private static string Folder { get; } = Path.Combine(Repository.Root, "docs", "casil", "examples");

    [Theory]
    [MemberData(nameof(Files))]
    public void The_page_names_it(string file) => File.ReadAllText(Path.Combine(Folder, "..", "index.md")).ShouldContain($"](examples/{file})");

    [Fact]
    public void The_hardened_example_is_part_of_the_hardened_settings()
    {
        var hardened = Load(SampleFiles.PathOf("appsettings.Hardened.json"));
        var example = Load(Path.Combine(Folder, "hardened.json"));

        example.GetSection("AgentBus:Inspection").AsEnumerable().Where(static pair => pair.Value is not null)
            .ShouldAllBe(pair => hardened[pair.Key] == pair.Value);
    }

    [Fact]
    public void Secure_rooms_are_redacted_and_their_messages_not_logged()
    {
        Judge("secure-rooms.json", "secure-ops", Secret).Reason.ShouldBe(CasilReasons.Redacted);
        Judge("secure-rooms.json", "ops", Secret).Reason.ShouldBe(CasilReasons.OutOfScope);
        Setup("secure-rooms.json").Default!.MetadataToLogs.ShouldBeFalse();
    }

    [Fact]
    public void Probable_api_keys_are_blocked_and_addresses_of_machines_stay()
    {
        Judge("block-api-keys.json", "ops", Secret).Reason.ShouldBe(CasilReasons.BlockedSecret);
        Judge("block-api-keys.json", "ops", "jane@mail.test").Reason.ShouldBe(CasilReasons.Redacted);
        Judge("block-api-keys.json", "ops", "192.0.2.17 is up").Decision.ShouldBe(InspectionDecision.Allow);
    }

    [Fact]
    public void Large_messages_of_models_pass_and_are_tagged()
    {
        var verdict = Judge("large-ai-messages.json", "models", new string('x', 40_000));

        verdict.Decision.ShouldBe(InspectionDecision.Allow);
        verdict.Tags.ShouldBe([ContentFlags.Oversize]);
        Setup("large-ai-messages.json").Default!.MetadataToEnvelope.ShouldBeTrue();
    }

    [Fact]
    public void Hardened_means_that_what_passes_was_read_whole_and_a_fault_stops_it()
    {
        Judge("hardened.json", "ops", new string('x', 65_536)).Reason.ShouldBe(CasilReasons.Oversize);
        Judge("hardened.json", "ops", new string('x', 65_000)).ShouldBeSameAs(ContentVerdict.Clean);
        Judge("hardened.json", "ops", "4242 4242 4242 4242").Reason.ShouldBe(CasilReasons.Blocked);
        MessageInspector.Of(Setup("hardened.json").Default)!.Failed(new InvalidOperationException()).Decision.ShouldBe(InspectionDecision.Block);
        Setup("hardened.json").MayReload.ShouldBeFalse();
    }

    private static ContentVerdict Judge(string file, string room, string text)
    {
        var envelope = new EnvelopeMapper().Map(Sample.Message(text, room).ToByteArray());
        return MessageInspector.Of(Setup(file).Default)!.Judge(envelope, MessageTarget.Of(new ChannelKey("acme", room, "main")), new MessageText(), new TextSheet());
    }

    private static InspectionSetup Setup(string file)
    {
        var report = AgentBusSettings.Read(Load(Path.Combine(Folder, file)));
        report.Unknown.ShouldBeEmpty();
        report.Options.Inspection.Enabled.ShouldBeTrue();
        return report.Options.Inspection.ToSetup();
    }

    private static IConfigurationRoot Load(string path) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(File.ReadAllText(path)))).Build();
}
