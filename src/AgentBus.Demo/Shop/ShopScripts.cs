using System.Text.Json.Nodes;
using AgentBus.Protocol.V1;

namespace AgentBus.Demo.Shop;

/// <summary>What the workers of the shop do, over and over: the same at every run but for the numbers. Soon after the start there is something that people have to decide.</summary>
internal static class ShopScripts
{
    /// <summary>The script of the worker of this name; null: no worker has it.</summary>
    /// <param name="name">The worker.</param>
    public static Func<int, ShopTask>? Of(string name) => name switch
    {
        "deployer" => Deployments,
        "payments" => Payments,
        "mailer" => Mail,
        _ => null,
    };

    private static ShopTask Deployments(int turn)
    {
        var (build, round) = (412 + turn, turn / 6);
        return (turn % 6) switch
        {
            0 => new($"Deploy checkout 4.{2 + round}.0 to production: three of twelve pods first, the rest after ten quiet minutes.", "deploy", "k8s.deploy", $"checkout 4.{2 + round}.0 is live on three pods; the others follow.")
            {
                Payload = new JsonObject { ["service"] = "checkout", ["version"] = $"4.{2 + round}.0", ["pods"] = 3, ["of"] = 12, ["rollback"] = $"4.{1 + round}.7" },
                Priority = Priority.High,
            },
            1 => new($"Build {build} of checkout passed: 1,204 tests, none failed."),
            2 => new("checkout answers within 84 ms (p99); 0.02 % of the requests fail."),
            3 => new("Raise the memory of search from 2 GiB to 3 GiB a pod: it was ended twice tonight for want of it.", "modify_prod", "k8s.scale", "search runs with 3 GiB a pod.")
            {
                Payload = new JsonObject { ["service"] = "search", ["memory_gib"] = 3, ["pods"] = 8 },
            },
            4 => new($"Build {build} of search passed: 688 tests, none failed."),
            _ => new("Drop the table carts_2024: nobody has read it since March, and the backup of Sunday holds it.", "delete", "db.drop_table", "carts_2024 is gone; the backup stays until June.")
            {
                Payload = new JsonObject { ["database"] = "shop", ["table"] = "carts_2024", ["rows"] = 1_840_221 },
            },
        };
    }

    private static ShopTask Payments(int turn)
    {
        var invoice = $"INV-{2041 + turn}";
        return (turn % 6) switch
        {
            0 => new("Today's card payments match the bank's list: 1,311 of them."),
            1 => Pay(invoice, "Nordwind Logistics", 18_400),
            2 => Pay(invoice, "Papier Krause", 412),
            3 => Pay(invoice, "Offshore Holdings Ltd", 950),
            4 => Pay(invoice, "City Power", 2_380),
            _ => new("Two invoices of Papier Krause are due on Friday."),
        };
    }

    private static ShopTask Pay(string invoice, string payee, int euros) =>
        new($"Pay {invoice} of {payee}: {euros}.00 EUR.", "pay_invoice", "bank.pay", $"{invoice} is paid: {euros}.00 EUR to {payee}.")
        {
            Payload = new JsonObject { ["invoice"] = invoice, ["payee"] = payee, ["amount"] = euros, ["currency"] = "EUR" },
        };

    private static ShopTask Mail(int turn) => (turn % 5) switch
    {
        0 => new($"Send the spring newsletter to {48_000 + turn} customers. I am not sure that the list leaves out everybody who unsubscribed in May. Bounces go to spring@shop.test.", "send_email", "smtp.bulk", "The newsletter is on its way.")
        {
            Payload = new JsonObject { ["template"] = "spring", ["recipients"] = 48_000 + turn },
            Doubt = 0.78,
        },
        1 => new("Answer to jane.doe@customer.test: your order left the warehouse this morning."),
        2 => new("31 answers went out this hour; 4 customers wrote back."),
        3 => new("Answer to a refund: we pay back to your card 4111 1111 1111 1111 within three days."),
        _ => new("A customer asks to be called back under +49 30 901820."),
    };
}
