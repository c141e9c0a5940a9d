using AgentBus.Browser.Tests.Harness;
using AgentBus.Client;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Receipt = AgentBus.Client.Receipt;

namespace AgentBus.Browser.Tests.Looks;

/// <summary>Something to look at, in a tenant of its own: messages of three agents, of which some wait, one was blocked and one redacted.</summary>
internal sealed class ShopScene(DashboardFixture fixture)
{
    private const string Conversation = "release-4.2";
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static Task<string>? _made;

    /// <summary>The case of the deployment; the scene is made once for all tests.</summary>
    public async Task<string> CaseAsync()
    {
        await Gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await (_made ??= MakeAsync());
        }
        finally
        {
            Gate.Release();
        }
    }

    private static Task<Receipt> SayAsync(AgentBusClient agent, string channel, string text) =>
        agent.PublishAsync(DashboardFixture.Room, channel, new Envelope { MessageType = MessageType.Event, ConversationId = Conversation, Content = new Content { Text = text } });

    private static Task<Receipt> AskAsync(AgentBusClient agent, string channel, string action, string tool, string text, string payload = "{}") =>
        agent.PublishAsync(DashboardFixture.Room, channel, new Envelope
        {
            MessageType = MessageType.Command,
            Action = action,
            Tool = tool,
            Priority = Priority.High,
            ConversationId = Conversation,
            Content = new Content { Text = text },
            Payload = Struct.Parser.ParseJson(payload),
        });

    private static async Task DecideAsync(Seat seat, string caseId, string choice, string reason)
    {
        await seat.OpenCaseAsync(caseId);
        await seat.VoteAsync(choice, reason);
    }

    private async Task<string> MakeAsync()
    {
        await using var deployer = await fixture.AgentAsync("deployer", "olivia", DashboardFixture.Shop);
        await using var mailer = await fixture.AgentAsync("mailer", "olivia", DashboardFixture.Shop);
        await SayAsync(deployer, "deployments", "Build 412 of checkout passed: 1,204 tests, none failed.");
        await SayAsync(deployer, "deployments", "checkout answers within 84 ms (p99); 0.02 % of the requests fail.");
        await SayAsync(mailer, "mail", "Answer to jane.doe@customer.test: your order left the warehouse this morning.");
        await SayAsync(mailer, "mail", "Answer to a refund: we pay back to your card 4111 1111 1111 1111 within three days.");
        var held = await AskAsync(
            deployer, "deployments", "deploy", "k8s.deploy", "Deploy checkout 4.2.0 to production: three of twelve pods first. Questions to ops.lead@shop.test.",
            """{"service":"checkout","version":"4.2.0","pods":3,"of":12,"rollback":"4.1.7"}""");
        held.Outcome.ShouldBe(ReceiptOutcome.Held, held.Reason);
        var search = await AskAsync(deployer, "deployments", "deploy", "k8s.deploy", "Deploy search 2.9.1 to production.", """{"service":"search","version":"2.9.1"}""");
        var wipe = await AskAsync(deployer, "deployments", "delete", "s3.delete_bucket", "Delete the bucket invoices-backup.", """{"bucket":"invoices-backup"}""");
        await using (var rita = await fixture.ReviewerWithKeyAsync("rita", DashboardFixture.Shop))
        await using (var sven = await fixture.ReviewerWithKeyAsync("sven", DashboardFixture.Shop))
        {
            foreach (var seat in new[] { rita, sven })
            {
                await DecideAsync(seat, search.CaseId, "approve", "Tested on staging since Monday.");
                await DecideAsync(seat, wipe.CaseId, "reject", "The auditors need it until March.");
            }

            await DecideAsync(rita, held.CaseId, "approve", "The error budget is full; the rollback was tried on staging.");
        }

        await AskAsync(deployer, "deployments", "delete", "db.drop_table", "Drop the table carts_2024: nobody has read it since March.", """{"database":"shop","table":"carts_2024"}""");
        await AskAsync(deployer, "deployments", "delete", "db.drop_table", "Drop the table carts_2023: nobody has read it since March.", """{"database":"shop","table":"carts_2023"}""");
        await AskAsync(mailer, "mail", "modify_prod", "smtp.limits", "Raise the limit of mails an hour from 10,000 to 50,000.");
        return held.CaseId;
    }
}
