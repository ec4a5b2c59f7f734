"""A checklist that a town writes for itself."""

OWN = """id: own_list
title: 村容村貌小清单
topic: 人居环境
sections:
  - id: road
    title: 路上
    items:
      - id: heap
        kind: check
        question: 村道没有成堆垃圾？
        problem: 村道有成堆垃圾
        basis: [{law: eco_code, article: 第506条第2款, gist: 不得随意丢弃}]
"""
