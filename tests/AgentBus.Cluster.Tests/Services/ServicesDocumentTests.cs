using System.Runtime.CompilerServices;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;
using AgentBus.Protocol.V1;
using Orleans;
using Envelope = AgentBus.Protocol.V1.Envelope;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>The example of docs/services.md is the code of this file, and this file runs it.</summary>
public sealed class ServicesDocumentTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task The_example_runs()
    {
        const string tenant = "acme";
        cluster.Tenant(static settings => settings with { Tenant = new TenantKey(tenant) });
        var ledger = await cluster.AgentAsync(tenant, "ledger");
        await ledger.RegisterAsync();
        Task<string> ReadTokenAsync(CancellationToken cancellation) =>
            Task.FromResult(TestAuthenticator.Credential(new TestAgent(cluster.Outside, tenant, "billing").Principal).Value);
        var services = new ServiceCollection().AddLogging().AddSingleton((IClusterClient)cluster.Outside);

        services.AddAgentBus(options => options.Timeout = TimeSpan.FromSeconds(2));

        await using var provider = services.BuildServiceProvider();
#pragma warning disable xUnit1051 // The example is what a reader would write.
        var bus = provider.GetRequiredService<IAgentBus>();
        await bus.StartAsync();
        await bus.RegisterAgentAsync(new AgentRegistration
        {
            TenantId = "acme",
            AgentId = "billing",
            Credential = async cancellation => new Credential(CredentialKind.Jwt, await ReadTokenAsync(cancellation)),
            Description = AgentDescription.Empty with { Name = "Billing", Capabilities = ["invoice"] },
        });
        await AnswerAsync(ledger);

        var sent = await bus.SendMessageAsync(new Envelope
        {
            FromAgent = "billing",
            ToAgent = "ledger",
            MessageType = Protocol.V1.MessageType.Query,
            Content = new Content { Text = "Balance of account 7?" },
        });
#pragma warning restore xUnit1051

        sent.Response.ShouldNotBeNull().Envelope.Content.Text.ShouldBe("12.50");
    }

    [Fact]
    public void The_document_shows_that_code()
    {
        var source = File.ReadAllText(ThisFile()).Replace("Protocol.V1.", "", StringComparison.Ordinal);
        var text = File.ReadAllText(Path.Combine(BuiltOutput.Root, "docs", "services.md"));
        var example = text.Split("```csharp")[1].Split("```")[0];

        foreach (var line in example.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 2 && !line.StartsWith("Console", StringComparison.Ordinal)))
        {
            source.ShouldContain(line);
        }
    }

    private static async Task AnswerAsync(TestAgent ledger)
    {
        var consumer = new TestConsumer();
        consumer.OnDelivery = async delivery =>
        {
            var question = Envelope.Parser.ParseFrom(delivery.Messages[0].Message.Envelope.Span);
            await ledger.SendAsync(ledger.Message("12.50") with
            {
                Room = "",
                Channel = "",
                ToAgent = question.FromAgent,
                ParentId = question.MessageId,
                Type = Model.MessageType.Response,
            });
        };
        (await ledger.AttachAsync(consumer)).Refusal.ShouldBeNull();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
