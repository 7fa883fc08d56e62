package io.namedlock.aspect.template;

import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.springframework.expression.spel.standard.SpelExpressionParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExpressionCheckTests {

	@Test
	void asksForTheCompilersOptionWhereNamesWereLeftOut() throws Exception {
		ExpressionCheck check = new ExpressionCheck(
				new ExpressionContext.Variables(Function.class.getMethod("apply", Object.class), null));
		TemplateException refused = catchThrowableOfType(TemplateException.class,
				() -> check.check(new SpelExpressionParser().parseRaw("#id").getAST()));
		assertThat(refused.remedy()).contains("[p0, a0]. Compile with -parameters");
	}

}
