"""Statements of accounts (情况说明): the prose of 部门决算说明 and 部门预算说明.

Every amount of such a text is of an item (本年支出合计, 公务接待费, a 类 款 项), under a fund,
and plays a role: what was budgeted, what was spent, by how much that changed.  ``reading``
tells which; each other module states one kind of relation between them.
"""
