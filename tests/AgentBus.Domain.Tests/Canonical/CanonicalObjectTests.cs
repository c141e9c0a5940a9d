using System.Buffers;
using System.Text;
using System.Text.Json;
using AgentBus.Domain.Canonical;

namespace AgentBus.Domain.Tests.Canonical;

public sealed class CanonicalObjectTests
{
    [Fact]
    public void Members_of_all_kinds_come_out_sorted()
    {
        using var element = JsonDocument.Parse("""{"y": 2.50, "x": "\u0041"}""");
        var bytes = new CanonicalObject()
            .Add("v", 1)
            .Add("text", "a\"b")
            .Add("none", (string?)null)
            .Add("yes", true)
            .Add("element", element.RootElement)
            .Add("inner", new CanonicalObject().Add("b", 2).Add("a", 1))
            .Add("list", ["z", "a"])
            .ToBytes();
        Encoding.UTF8.GetString(bytes).ShouldBe(
            """{"element":{"x":"A","y":2.5},"inner":{"a":1,"b":2},"list":["z","a"],"none":null,"text":"a\"b","v":1,"yes":true}""");
    }

    [Theory]
    [InlineData(CanonicalFault.DuplicateName)]
    [InlineData(CanonicalFault.InvalidText)]
    [InlineData(CanonicalFault.NumberOutOfRange)]
    public void A_fault_of_any_member_is_told_at_the_end(CanonicalFault fault)
    {
        var faulty = new CanonicalObject().Add("a", 1);
        _ = fault switch
        {
            CanonicalFault.DuplicateName => faulty.Add("a", 1),
            CanonicalFault.InvalidText => faulty.Add("list", ["\ud800", "good"]),
            _ => faulty.Add("b", double.NaN),
        };
        var outer = new CanonicalObject().Add("inner", faulty).Add("last", "good");
        outer.Write(new ArrayBufferWriter<byte>()).ShouldBe(fault);
        Should.Throw<InvalidOperationException>(outer.ToBytes);
    }
}
