using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>The built silo with a web address outside that keeps its heads: a database that was set back is found, and the right one is taken again.</summary>
public sealed class HeadWitnessTests
{
    private const int Patience = 240_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task A_database_that_is_behind_the_heads_outside_stops_the_ledger_until_the_right_one_is_restored()
    {
        using var directory = new TemporaryDirectory("witness");
        File.WriteAllText(directory.File("token"), HeadWitness.Token);
        await using var witness = new HeadWitness();
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default.With("Ledger:HeadUrl", witness.Address.AbsoluteUri).With("Ledger:HeadTokenFile", directory.File("token")).With("Ledger:HeadInterval", "00:00:00.100"),
            Cancel);
        await SendAsync(silo, "early");
        await HandedOverAsync(witness, 0);
        await silo.StopAsync(Cancel);
        Copy(silo.DataDirectory, directory.File("early"));
        var early = witness.SizeOf(SiloProcess.Tenant);

        await silo.StartAsync(Cancel);
        await SendAsync(silo, "late");
        await HandedOverAsync(witness, early);
        await silo.StopAsync(Cancel);
        var late = witness.SizeOf(SiloProcess.Tenant);
        Directory.Move(silo.DataDirectory, directory.File("late"));
        Copy(directory.File("early"), silo.DataDirectory);

        await silo.StartAsync(Cancel);
        await Until.TrueAsync("the ledger stops", () => silo.Process.Output.Contains("was set back", StringComparison.Ordinal), cancellationToken: Cancel);
        await using (var client = await SiloFixture.ConnectAsync(silo, "alice"))
        {
            (await client.PublishAsync(Message("goes on"), Cancel)).IsDelivered.ShouldBeTrue();
            var refused = await Should.ThrowAsync<AgentBusException>(() => client.PublishAsync(Message("audited"), new PublishOptions { AuditRequired = true }, Cancel));
            refused.Code.ShouldBe(AgentBusCodes.StorageUnavailable);
        }

        await silo.StopAsync(Cancel);
        witness.SizeOf(SiloProcess.Tenant).ShouldBe(late);
        Directory.Delete(silo.DataDirectory, recursive: true);
        Directory.Move(directory.File("late"), silo.DataDirectory);
        await silo.StartAsync(Cancel);
        await SendAsync(silo, "again");
        await HandedOverAsync(witness, late);
    }

    private static Envelope Message(string text) => new() { Room = SiloFixture.Room, Channel = "explore", Content = new Content { Text = text } };

    private static async Task SendAsync(SiloProcess silo, string text)
    {
        await using var client = await SiloFixture.ConnectAsync(silo, "alice");
        (await client.PublishAsync(Message(text), new PublishOptions { AuditRequired = true }, Cancel)).AuditId.ShouldNotBeEmpty();
    }

    private static Task HandedOverAsync(HeadWitness witness, long before) =>
        Until.TrueAsync("a younger head is outside", () => witness.SizeOf(SiloProcess.Tenant) > before, cancellationToken: Cancel);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
