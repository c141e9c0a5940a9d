using System.Text;
using AgentBus.Domain.Impact;

namespace AgentBus.Domain.Tests.Impact;

public sealed class SignalWordsTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("Payment, payment and PAYMENT", 1, 0)]
    [InlineData("perhaps we might guess", 0, 3)]
    [InlineData("repayment prepayments delet", 0, 0)]
    [InlineData("{\"invoice\":\"maybe\"}", 1, 1)]
    [InlineData("möglich\u0000breach", 1, 0)]
    public void Each_word_counts_once_whatever_its_case(string text, int stake, int doubt) =>
        SignalWords.Count(Encoding.UTF8.GetBytes(text)).ShouldBe((stake, doubt));

    [Fact]
    public void Every_word_of_the_lists_counts()
    {
        SignalWords.Count(Encoding.UTF8.GetBytes(string.Join(' ', SignalWords.Stake))).ShouldBe((SignalWords.Stake.Length, 0));
        SignalWords.Count(Encoding.UTF8.GetBytes(string.Join(' ', SignalWords.Doubt))).ShouldBe((0, SignalWords.Doubt.Length));
    }
}
