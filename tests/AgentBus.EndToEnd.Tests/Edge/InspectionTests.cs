using System.Net.Http.Headers;
using System.Text;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.EndToEnd.Tests.Edge;

/// <summary>What one agent sends and another must not get, through the built silo: over sockets, in history, over HTTP, on the disk.</summary>
public sealed class InspectionTests
{
    private const string Secret = "ghp_Qw3rT9yUi2Op5AsD8fGh1JkL4zXc7VbN6mQe";
    private const string Mail = "jane.doe@mail.test";
    private const string Mark = "***REDACTED***";

    [Fact]
    public async Task What_is_redacted_reaches_nobody_and_is_stored_nowhere()
    {
        await using var silo = await StartAsync(blocks: false);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");
        await using var bob = await SiloFixture.ConnectAsync(silo, "bob");
        await using var hears = await bob.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken);
        var message = new Envelope
        {
            MessageId = "m-1",
            Room = "science",
            Channel = "explore",
            MessageType = MessageType.Event,
            Content = new Content { Text = $"write to {Mail}" },
            Payload = new Struct { Fields = { ["note"] = Value.ForString(Secret) } },
            Headers = { ["x-key"] = Secret },
        };

        var receipt = await ada.PublishAsync(message, TestContext.Current.CancellationToken);
        var again = await ada.PublishAsync(message, TestContext.Current.CancellationToken);
        var heard = (await hears.HearAsync(1, silo))[0];

        receipt.IsDelivered.ShouldBeTrue();
        again.IsDelivered.ShouldBeTrue();
        heard.Text.ShouldBe($"write to {Mark}");
        heard.Envelope.Payload.Fields["note"].StringValue.ShouldBe(Mark);
        heard.Envelope.Headers["x-key"].ShouldBe(Mark);
        var history = await HistoryAsync(silo);
        history.ShouldContain(Mark);
        history.ShouldNotContain(Secret);
        history.ShouldNotContain(Mail);
        history.Split("\"m-1\"").Length.ShouldBe(2);
        await silo.StopAsync(TestContext.Current.CancellationToken);
        IsStored(silo, Mark).ShouldBeTrue();
        IsStored(silo, Secret).ShouldBeFalse();
        IsStored(silo, Mail).ShouldBeFalse();
        silo.Process.Output.ShouldContain("CASIL_POLICY_REDACTED");
    }

    [Fact]
    public async Task What_is_blocked_is_refused_to_its_sender_and_stored_nowhere()
    {
        await using var silo = await StartAsync(blocks: true);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");

        var refused = await ada.PublishAsync("science", "explore", $"the key is {Secret}", TestContext.Current.CancellationToken);
        var passed = await ada.PublishAsync("science", "explore", "all is well", TestContext.Current.CancellationToken);

        refused.IsDelivered.ShouldBeFalse();
        refused.Code.ShouldBe("casil_policy_blocked");
        refused.Reason.ShouldStartWith("CASIL_POLICY_BLOCKED_SECRET");
        passed.IsDelivered.ShouldBeTrue();
        (await HistoryAsync(silo)).ShouldNotContain(Secret);
        await silo.StopAsync(TestContext.Current.CancellationToken);
        IsStored(silo, "CASIL_POLICY_BLOCKED_SECRET").ShouldBeTrue();
        IsStored(silo, Secret).ShouldBeFalse();
    }

    private static async Task<SiloProcess> StartAsync(bool blocks)
    {
        var silo = await SiloProcess.StartAsync(
            SiloSettings.Default
                .WithVariable("ARQONBUS_CASIL_ENABLED", "true")
                .WithVariable("ARQONBUS_CASIL_MODE", "enforce")
                .With("Inspection:Policy:BlockOnProbableSecret", blocks ? "true" : "false"),
            TestContext.Current.CancellationToken);
        silo.Secrets.Plant("a secret in a message", Secret);
        silo.Secrets.Plant("personal data in a message", Mail);
        return silo;
    }

    private static async Task<string> HistoryAsync(SiloProcess silo)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{silo.Address}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", silo.Token("ada"));
        return await http.GetStringAsync("/api/v1/rooms/science/channels/explore/history?after=0", TestContext.Current.CancellationToken);
    }

    private static bool IsStored(SiloProcess silo, string text) =>
        Directory.EnumerateFiles(silo.DataDirectory, "*", SearchOption.AllDirectories).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
}
